import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiModel } from '../../src/model/api.ts';
import type { Collection, Item } from '../../src/model/collection.ts';
import type { ModulePlan, RawExecution } from '../../src/model/smoke.ts';
import { readSettings } from '../../src/settings.ts';
import { runPlan } from '../../src/smoke/run-plan.ts';
import { startWorkers } from '../../src/smoke/worker-pool.ts';
import { readApis } from '../../src/sources.ts';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { type Kind, type Mutant, mutantsOf } from './mutants.ts';

const MODULES = ['contacts', 'calendars', 'opportunities'];

describe('a platform that does not answer as documented', () => {
  let mutants: readonly Mutant[] = [];
  let executions: ReadonlyMap<string, RawExecution>;
  beforeAll(async () => {
    const out = temporaryFolder();
    await run(['build', '--out', out, '--quiet']);
    mutants = (await modelsOf()).flatMap((api) => mutantsOf(api, collectionIn(out, api.module)));
    executions = await sendAll(mutants, out);
  }, 180_000);

  const figuresOf = (kind: Kind) => {
    const all = mutants.flatMap((mutant, index) => (mutant.kind === kind ? [{ mutant, index }] : []));
    const missed = all.filter(({ index }) => !isCaught(executions.get(String(index))));
    return {
      total: all.length,
      caught: all.length - missed.length,
      missed: missed.map(({ mutant }) => mutant.name),
    };
  };

  it('is answered at every request, and not blamed for what it does right', () => {
    expect(mutants.length - executions.size).toBe(0);
    const blamed = [...executions].flatMap(([index, { assertions }]) =>
      mutants[Number(index)]?.kind === 'none' ? assertions.filter(({ error }) => error !== undefined) : [],
    );
    expect(blamed).toEqual([]);
  });

  it.each<[Kind, number, number]>([
    ['a required field removed', 0.95, 20],
    ['a wrong type', 0.95, 500],
    ['a wrong status', 1, 100],
    ['HTML', 1, 50],
    ['an empty body', 1, 50],
    ['an empty object', 1, 50],
    ['an error body', 1, 50],
    ['a refusal', 1, 50],
    ['a message alone', 1, 50],
  ])('is caught at %s', (kind, share, atLeast) => {
    const { total, caught, missed } = figuresOf(kind);
    const figures = `${kind}: ${caught} of ${total} caught; missed: ${missed.slice(0, 20).join('; ')}`;
    if (process.env['FIGURES']) process.stderr.write(`${figures}\n`);
    expect(total, figures).toBeGreaterThanOrEqual(atLeast);
    expect(caught / total, figures).toBeGreaterThanOrEqual(share);
  });
});

const isCaught = (execution: RawExecution | undefined): boolean =>
  execution?.assertions.some(({ error }) => error !== undefined) ?? false;

async function modelsOf(): Promise<readonly ApiModel[]> {
  const { config } = await readSettings({}, ROOT);
  return (await readApis(config, nothing(), MODULES)).value.apis;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function collectionIn(out: string, module: string): Collection {
  return JSON.parse(
    readFileSync(join(out, 'collections', `${module}.postman_collection.json`), 'utf8'),
  ) as Collection;
}

/** Sends every mutant's request to a server that gives its answer; each is known by a header. */
async function sendAll(mutants: readonly Mutant[], out: string): Promise<ReadonlyMap<string, RawExecution>> {
  const origin = await serve((request, response) => {
    const answer = mutants[Number(request.headers['x-mutant'])]?.answer;
    request.resume();
    response.writeHead(
      answer?.status ?? 404,
      answer?.type === undefined ? {} : { 'Content-Type': answer.type },
    );
    response.end(answer?.status === 204 || request.method === 'HEAD' ? undefined : answer?.body);
  });
  const modules = MODULES.map((module): ModulePlan => {
    const own = mutants.flatMap((mutant, index) => (mutant.module === module ? [itemOf(mutant, index)] : []));
    const file = join(out, `${module}-mutants.json`);
    writeFileSync(file, JSON.stringify({ ...collectionIn(out, module), item: own }));
    return { module, title: module, file, steps: own.map(stepOf), skipped: [], documented: [], weak: [] };
  });
  const target = { kind: 'mock', name: 'mutants', baseUrl: origin } as const;
  const { raw } = await runPlan({ mode: 'write', target, modules }, runOptions(origin));
  expect(raw.flatMap(({ error }) => error ?? [])).toEqual([]);
  return new Map(raw.flatMap((module) => module.executions.map((execution) => [execution.id, execution])));
}

/** The mutant's request, known by its place among the mutants. */
function itemOf({ item }: Mutant, index: number): Item {
  const header = [...item.request.header, { key: 'X-Mutant', value: String(index) }];
  return { ...item, id: String(index), request: { ...item.request, header } };
}

function stepOf({ id, name, request: { method } }: Item): ModulePlan['steps'][number] {
  return {
    id,
    item: id,
    key: name,
    name,
    folder: '',
    kind: 'get',
    method,
    purpose: '',
    needs: [],
    needsMade: [],
    cleansUp: [],
    statuses: [],
  };
}

function runOptions(origin: string): Parameters<typeof runPlan>[1] {
  const values = { base_url: origin, access_token: 'a-token', location_id: 'any' };
  return {
    environment: Object.entries(values).map(([key, value]) => ({ key, value })),
    settings: {
      timeoutMs: 10_000,
      bail: false,
      iterations: 1,
      data: [],
      retries: 0,
      longestPauseMs: 0,
      limited: false,
      forgetExamples: false,
      traceField: 'traceId',
      negativeTest: '',
      uploads: tmpdir(),
    },
    concurrency: 2,
    workers: startWorkers(join(ROOT, 'dist', 'newman-worker.js'), 2),
    permit: async () => {},
    signal: new AbortController().signal,
    endNow: new AbortController().signal,
    onProgress: () => {},
  };
}
