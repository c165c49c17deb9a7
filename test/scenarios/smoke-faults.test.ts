import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { type Run, run, temporaryFolder } from '../command.ts';
import { GOOD, writeFiles } from './project.ts';

/** What every process of the run loads first. */
const IN_MOCK = "if (process.argv[1]?.endsWith('mock-process.js'))";
const AT_THE_THIRD_REQUEST = `
import { Server } from 'node:http';
const emit = Server.prototype.emit;
let requests = 0;
Server.prototype.emit = function (event, ...args) {
  if (event === 'request' && ++requests === 3) end();
  return emit.call(this, event, ...args);
};`;
const AT_THE_THIRD_SENT = `
import { Agent } from 'node:http';
const add = Agent.prototype.addRequest;
let requests = 0;
Agent.prototype.addRequest = function (...args) {
  if (++requests === 3) end();
  return add.apply(this, args);
};`;
const OUT_OF_MEMORY =
  "{ process.stderr.write('FATAL ERROR: JavaScript heap out of memory\\n'); process.abort(); }";
const JUMPING_CLOCK = `
const now = Date.now;
let calls = 0;
Date.now = () => now() + (++calls % 2 === 0 ? 7_200_000 : -7_200_000);`;

const DAY_MS = 86_400_000;

async function smoke(
  preload: string,
  ...args: readonly string[]
): Promise<{ readonly ran: Run; readonly report: RunReport }> {
  const cwd = temporaryFolder();
  const get = GOOD.paths['/pets'].get;
  const paths = Object.fromEntries(['/a', '/b', '/c', '/d', '/e', '/f'].map((path) => [path, { get }]));
  writeFiles(cwd, {
    'specs/pets.json': { ...GOOD, paths },
    'specs/small.json': GOOD,
    'preload.mjs': preload,
  });
  expect(await run(['build', '--quiet'], { cwd })).toMatchObject({ code: 0 });
  const ran = await run(['smoke', ...args], { cwd, env: { NODE_OPTIONS: '--import=./preload.mjs' } });
  const report = JSON.parse(readFileSync(join(cwd, 'out/reports/smoke.json'), 'utf8')) as RunReport;
  return { ran, report };
}

describe.concurrent('smoke', () => {
  it.each([
    ['is killed', "process.kill(process.pid, 'SIGKILL')", ['SIGKILL']],
    ['runs out of memory', OUT_OF_MEMORY, ['SIGABRT', 'heap out of memory']],
  ])('says once that the mock %s, and keeps what it knows by then', async (_name, end, said) => {
    const preload = `${AT_THE_THIRD_REQUEST}\nfunction end() { ${IN_MOCK} ${end}; }`;
    const { ran, report } = await smoke(preload, '--concurrency', '1');
    expect([ran.code, report.state]).toEqual([1, 'stopped']);
    for (const words of ["the mock's process ended", ...said]) expect(report.reason).toContain(words);
    expect(ran.stderr.match(/the mock's process ended/g)).toHaveLength(1);
    expect(report.modules[0]?.requests.filter(({ status }) => status === 200)).toHaveLength(2);
  });

  it('goes on with the other modules when a worker runs out of memory', async () => {
    const inWorker = "if (process.argv[1]?.endsWith('newman-worker.js'))";
    const preload = `${AT_THE_THIRD_SENT}\nfunction end() { ${inWorker} ${OUT_OF_MEMORY}; }`;
    const { ran, report } = await smoke(preload, '--concurrency', '1');
    expect([ran.code, report.state]).toEqual([1, 'complete']);
    const [pets, small] = report.modules;
    expect(pets?.error).toMatch(/worker process ended by SIGABRT: .*heap out of memory/);
    expect(pets?.requests.filter(({ status }) => status === 200)).toHaveLength(2);
    expect([small?.error, small?.totals.sent]).toEqual([undefined, 1]);
  });

  it('measures by a clock that only goes forward', async () => {
    const { ran, report } = await smoke(JUMPING_CLOCK);
    expect([ran.code, report.state]).toEqual([0, 'complete']);
    const times = [
      report.durationMs,
      ...report.modules.flatMap(({ requests }) => requests.map((one) => one.durationMs)),
    ];
    expect(times.filter((ms) => ms === undefined || ms < 0 || ms > DAY_MS / 24)).toEqual([]);
  });
});
