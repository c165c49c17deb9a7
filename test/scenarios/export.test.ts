import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { run } from '../command.ts';

/** On what is built in the repository. */
describe('hoopai-postman export', () => {
  it('gives a workflow of modules and single operations, the same each time', async () => {
    const asked = ['export', 'n8n', 'oauth', 'contacts/get-contact', 'contacts/PUT /contacts/{contactId}'];
    const { code, stdout, stderr } = await run(asked);
    expect([code, stderr]).toEqual([0, '']);
    const { nodes } = JSON.parse(stdout) as { nodes: { type: string; notes?: string }[] };
    expect(nodes.flatMap(({ notes }) => notes ?? [])).toEqual([
      'POST /oauth/token',
      'POST /oauth/locationToken',
      'GET /oauth/installedLocations',
      'GET /contacts/{contactId}',
      'PUT /contacts/{contactId}',
    ]);
    expect((await run(asked)).stdout).toBe(stdout);
  });

  it('gives cURL commands that a shell splits into the words that are meant', async () => {
    const { code, stdout } = await run(['export', 'curl', 'contacts']);
    expect(code).toBe(0);
    const commands = stdout.trim().split(/\n\n(?=# )/);
    expect(commands).toHaveLength(32);
    const words = execFileSync('sh', { input: `curl() { printf '%s\\n' "$2"; }\n${stdout}` }).toString();
    expect(words.trim().split('\n')).toHaveLength(32);
    expect(stdout).toContain("--header 'Authorization: Bearer YOUR_ACCESS_TOKEN'");
    expect(stdout).not.toContain('${');
  });

  it.each([
    ['usage-invalid', ['export', 'zapier']],
    ['usage-invalid', ['export']],
    ['module-unknown', ['export', 'curl', 'contact']],
    ['operation-unknown', ['export', 'curl', 'contacts/get-contct']],
  ])('refuses with %s: %j', async (diagnostic, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(diagnostic);
  });
});
