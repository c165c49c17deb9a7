import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { failedOf, moduleOf, reportOf, requestOf } from '../unit/report/run-report.ts';
import { writeFiles } from './project.ts';

const valid = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(join(ROOT, 'schemas/smoke-report.schema.json'), 'utf8')) as object,
);

describe('the schema of smoke.json', () => {
  it('holds of a real run, of its shards and of what they are merged to', async () => {
    const cwd = temporaryFolder();
    expect((await run(['build', '--quiet'], { cwd })).code).toBe(0);
    const sent = await Promise.all(
      ['1/2', '2/2'].map((shard) => reported(['smoke', 'opportunities', '--shard', shard, '--json'], cwd)),
    );
    writeFiles(cwd, { '1.json': sent[0], '2.json': sent[1] });
    const merged = await reported(['report', 'merge', '1.json', '2.json', '--json'], cwd);
    const written = JSON.parse(readFileSync(join(cwd, 'out/reports/smoke.json'), 'utf8')) as unknown;
    expect(written).toEqual(merged);
    expect([...sent, merged].map(faultsOf)).toEqual([[], [], []]);
  });

  it('holds of failures, skipped requests and a run that was cut short', () => {
    const {
      status: _status,
      reason: _reason,
      ...unanswered
    } = failedOf('no', { error: 'ECONNRESET', traceId: 't' });
    const report = reportOf(
      [
        moduleOf([requestOf(), unanswered], {
          error: 'the worker died',
          skipped: [{ key: 'GET /a', name: 'A', reason: 'r' }],
          weak: [{ key: 'GET /a', reason: 'r' }],
        }),
        moduleOf([], { module: 'stays' }),
      ],
      { state: 'interrupted', shard: { index: 1, total: 2 } },
    );
    expect(faultsOf(report)).toEqual([]);
  });

  it.each<[string, object]>([
    ['another version', { reportVersion: 2 }],
    ['a field that is not documented', { more: 1 }],
    ['a state that there is not', { state: 'done' }],
    ['no modules', { modules: undefined }],
  ])('does not hold of %s', (_name, change) => {
    expect(faultsOf({ ...reportOf([]), ...change })).not.toEqual([]);
  });
});

async function reported(args: readonly string[], cwd: string): Promise<unknown> {
  const { code, stdout } = await run(args, { cwd });
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

function faultsOf(report: unknown): readonly ErrorObject[] {
  valid(JSON.parse(JSON.stringify(report)));
  return valid.errors ?? [];
}
