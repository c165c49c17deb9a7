import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hoopai } from '../../src/config/profiles/hoopai.ts';
import { createRespond } from '../../src/mock/respond.ts';
import type { ApiModel, Operation, Schema } from '../../src/model/api.ts';
import type { Collection, Folder, Item } from '../../src/model/collection.ts';
import type { Json } from '../../src/model/json.ts';
import type { ModulePlan, RawExecution } from '../../src/model/smoke.ts';
import { checkValue } from '../../src/schema/check-value.ts';
import { flattenSchema } from '../../src/schema/flatten-schema.ts';
import { isArray, isObject, own, requiredOf, schemaEntries, schemaKeyword } from '../../src/schema/read.ts';
import { readSettings } from '../../src/settings.ts';
import { runPlan } from '../../src/smoke/run-plan.ts';
import { readApis } from '../../src/sources.ts';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { sentRequests } from './sent-requests.ts';

const MODULES = ['contacts', 'calendars', 'opportunities'];

type Kind =
  | 'none'
  | 'a required field removed'
  | 'a wrong type'
  | 'a wrong status'
  | 'HTML'
  | 'an empty body'
  | 'an empty object'
  | 'an error body';

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

/** A request of a collection, and what the broken platform says to it. */
interface Mutant {
  readonly kind: Kind;
  readonly module: string;
  readonly item: Item;
  /** Operation and place, for the list of what was missed. */
  readonly name: string;
  readonly answer: Answer;
}

describe('a platform that does not answer as documented', () => {
  let mutants: readonly Mutant[] = [];
  let executions: ReadonlyMap<string, RawExecution>;
  beforeAll(async () => {
    const out = temporaryFolder();
    await run(['build', '--out', out, '--quiet']);
    mutants = (await modelsOf()).flatMap((api) => mutantsOf(api, collectionIn(out, api.module)));
    executions = await sendAll(mutants, out);
  }, 60_000);

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

/** What the mock says to each request of the collection, right and broken in every way. */
function mutantsOf(api: ApiModel, collection: Collection): readonly Mutant[] {
  const items = leaves(collection.item);
  const environment = { location_id: 'any', access_token: 'a-token' };
  return sentRequests(collection, environment).flatMap(
    ({ key, method, target, headers, body = '' }, index) => {
      const operation = api.operations.find((one) => one.key === key);
      const item = items[index];
      if (!operation || !item) throw new Error(`${key} is no operation of ${api.module}.`);
      const respond = createRespond([api], { profile: hoopai, seed: 1, failRate: 0, now: () => 0 });
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const answer = respond({ method, target, headers: Object.fromEntries(lower), body: Buffer.from(body) });
      const right = {
        status: answer.status,
        type: answer.headers['Content-Type'],
        body: String(answer.body),
      };
      return answersOf(operation, api, right).map(([kind, place, broken]) => {
        return { kind, module: api.module, item, name: `${key} ${place}`, answer: broken };
      });
    },
  );
}

type Broken = readonly [Kind, string, Answer];

function answersOf(operation: Operation, api: ApiModel, right: Answer): readonly Broken[] {
  const statuses = [500, right.status === 204 ? 200 : 204].map((status): Broken => {
    return ['a wrong status', String(status), { ...right, status, body: status === 204 ? '' : right.body }];
  });
  const same: Broken = ['none', '', right];
  const documented = operation.responses.find(({ status }) => status === String(right.status));
  const media = documented?.contents.find(({ type }) => type.includes('json'));
  const error = '{"statusCode":400,"message":"x","error":"Bad Request"}';
  const broken: Broken = ['an error body', '', { ...right, type: 'application/json', body: error }];
  if (!media) return [same, ...statuses, broken];
  return [
    same,
    ...statuses,
    broken,
    ['HTML', '', { ...right, type: 'text/html', body: '<!doctype html><title>Hello</title>' }],
    ['HTML', 'called JSON', { ...right, body: '<!doctype html><title>Hello</title>' }],
    ['an empty body', '', { ...right, body: '' }],
    ['an empty object', '', { ...right, body: '{}' }],
    ...bodyMutants(JSON.parse(right.body) as Json, media.schema ?? {}, api).map(
      ({ kind, place, body }): Broken => {
        return [kind, place, { ...right, body: JSON.stringify(body) }];
      },
    ),
  ];
}

interface BodyMutant {
  readonly kind: 'a required field removed' | 'a wrong type';
  readonly place: string;
  readonly body: Json;
}

/** The documented fields of the top two levels; the first item of a list stands for the list. */
function bodyMutants(value: Json, schema: Schema, { schemas }: ApiModel, depth = 0): readonly BodyMutant[] {
  const { schema: flat } = flattenSchema(schema, schemas);
  const into = (key: string | number, inner: readonly BodyMutant[]): readonly BodyMutant[] =>
    inner.map(({ kind, place, body }) => ({
      kind,
      place: `/${key}${place}`,
      body: withValue(value, key, body),
    }));
  if (isArray(value)) {
    const items = schemaKeyword(flat, 'items');
    const [first] = value;
    return items && first !== undefined
      ? into(0, bodyMutants(first, items, { schemas } as ApiModel, depth))
      : [];
  }
  if (!isObject(value)) return [];
  const properties = schemaEntries(flat, 'properties');
  const removed = requiredOf(flat).filter((name) => Object.hasOwn(value, name));
  return [
    ...removed.map((name): BodyMutant => {
      return { kind: 'a required field removed', place: `/${name}`, body: without(value, name) };
    }),
    ...properties.flatMap(([name, property]): BodyMutant[] => {
      const wrong = OTHERS.find((other) =>
        checkValue(other, property, schemas).some(({ path }) => path === ''),
      );
      if (wrong === undefined) return [];
      return [{ kind: 'a wrong type', place: `/${name}`, body: withValue(value, name, wrong) }];
    }),
    ...properties.flatMap(([name, property]) => {
      const inner = own(value, name);
      return depth === 0 && inner !== undefined
        ? into(name, bodyMutants(inner, property, { schemas } as ApiModel, depth + 1))
        : [];
    }),
  ];
}

/** One of each type; a documented field is not satisfied by all of them. */
const OTHERS: readonly Json[] = [7.5, 'a text', { other: true }, ['other'], true, null];

function withValue(value: Json, key: string | number, inner: Json): Json {
  if (isArray(value)) return value.map((item, index) => (index === key ? inner : item));
  return { ...(value as { readonly [name: string]: Json }), [key]: inner };
}

function without(value: { readonly [name: string]: Json }, key: string): Json {
  const { [key]: _removed, ...rest } = value;
  return rest;
}

function leaves(items: readonly (Folder | Item)[]): readonly Item[] {
  return items.flatMap((item) => ('item' in item ? leaves(item.item) : [item]));
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
  const steps = mutants.map(({ module, item: { response: _response, ...item } }, index) => {
    const header = [...item.request.header, { key: 'X-Mutant', value: String(index) }];
    return { module, step: stepOf({ ...item, id: String(index), request: { ...item.request, header } }) };
  });
  const modules = MODULES.map((module): ModulePlan => {
    const { info, auth, variable } = collectionIn(out, module);
    const own = steps.flatMap((one) => (one.module === module ? [one.step] : []));
    return {
      module,
      title: module,
      collection: { info, auth, variable },
      steps: own,
      skipped: [],
      documented: { operations: 0, statuses: 0 },
      weak: [],
    };
  });
  const target = { kind: 'mock', name: 'mutants', baseUrl: origin } as const;
  const { raw } = await runPlan({ mode: 'write', target, modules }, runOptions(origin));
  expect(raw.flatMap(({ error }) => error ?? [])).toEqual([]);
  return new Map(raw.flatMap((module) => module.executions.map((execution) => [execution.id, execution])));
}

function stepOf(item: Omit<Item, 'response'>): ModulePlan['steps'][number] {
  const about = { key: item.name, name: item.name, folder: '', kind: 'get', purpose: '' } as const;
  return { ...about, item, needs: [], needsMade: [], cleansUp: [], statuses: [] };
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
      uploads: tmpdir(),
    },
    concurrency: 2,
    worker: join(ROOT, 'dist', 'newman-worker.js'),
    permit: async () => {},
    signal: new AbortController().signal,
    onProgress: () => {},
  };
}
