import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { runNewman } from './newman.ts';

interface Delivery {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: { readonly type?: string };
}

interface Catalogue {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly operationId: string } }>>;
}

const FILE = join(ROOT, 'specs', 'webhooks.yaml');
const { webhooks, ...rest } = parse(readFileSync(FILE, 'utf8')) as Catalogue;

describe('the collection of the bundled webhooks', () => {
  it('sends every event to the receiver and the other to the workflow, as their schemas say and without a token', async () => {
    const cwd = temporaryFolder();
    expect(await run(['build', '--spec', FILE, '--strict', '--quiet'], { cwd })).toMatchObject({ code: 0 });
    const deliveries: Delivery[] = [];
    const receiver = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        const { url: path = '', headers } = request;
        deliveries.push({ path, headers, body: JSON.parse(text) as Delivery['body'] });
        response.writeHead(202).end();
      });
    });
    await runNewman(
      cwd,
      'out/collections/webhooks.postman_collection.json',
      'out/environments/production.postman_environment.json',
      {
        webhook_url: `${receiver}/events`,
        inbound_webhook_url: `${receiver}/workflow`,
        access_token: 'secret-token',
        location_id: 'location-7',
      },
    );
    expect(deliveries.map(({ path }) => path)).toEqual([
      ...Array.from({ length: Object.keys(webhooks).length - 1 }, () => '/events'),
      '/workflow',
    ]);
    expect(JSON.stringify(deliveries)).not.toMatch(/secret-token|authorization/i);
    expect(deliveries.map(({ body }) => faultsOf(body)).filter((faults) => faults !== '')).toEqual([]);
    expect(new Set(deliveries.map(({ body }) => body.type)).size).toBe(deliveries.length);
  });

  it('fails at a receiver that refuses, and is left out of a smoke run with the reason', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'all.json'), JSON.stringify({ ...rest, webhooks }));
    await run(['build', '--spec', 'all.json', '--quiet'], { cwd });
    const refusing = await serve((_request, response) => response.writeHead(500).end());
    const sent = runNewman(
      cwd,
      'out/collections/all.postman_collection.json',
      'out/environments/mock.postman_environment.json',
      { webhook_url: refusing, inbound_webhook_url: refusing },
    );
    await expect(sent).rejects.toMatchObject({
      stdout: expect.stringContaining('The receiver took the event'),
    });
    const { stdout } = await run(['smoke', '--plan', '--json', '--spec', 'all.json'], { cwd });
    const { modules } = JSON.parse(stdout) as {
      modules: { send: object[]; skip: { reason: string }[] }[];
    };
    expect(modules[0]?.send).toEqual([]);
    expect(modules[0]?.skip).toHaveLength(Object.keys(webhooks).length);
    expect(modules[0]?.skip[0]?.reason).toContain('webhook receiver');
  });
});

/** What the event's own schema has against it, looked up by `type`; a workflow takes any object. */
function faultsOf(body: Delivery['body']): string {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'https://spec.example/', webhooks, ...rest });
  const names = Object.keys(webhooks).filter((name) => accepts(ajv, name, body));
  const wanted = { INSTALL: 'AppInstall', UNINSTALL: 'AppUninstall' }[body.type ?? ''] ?? body.type;
  if (wanted === undefined) return names.includes('InboundWebhook') ? '' : 'no workflow takes it';
  const others = names.filter((name) => name !== wanted && name !== 'InboundWebhook');
  return names.includes(wanted) && others.length === 0 ? '' : `${wanted}: ${names.join(', ')}`;
}

function accepts(ajv: Ajv2020, name: string, body: object): boolean {
  const pointer = `#/webhooks/${name}/post/requestBody/content/application~1json/schema`;
  return ajv.validate({ $ref: `https://spec.example/${pointer}` }, body);
}
