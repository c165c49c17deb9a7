import { describe, expect, it } from 'vitest';
import type { ModulePlan, PlannedStep, RawExecution, SmokePlan } from '../../../src/model/smoke.ts';
import { type RunFacts, summariseRun } from '../../../src/report/summarise-run.ts';
import { DOCUMENTED } from './run-report.ts';

const FACTS: RunFacts = {
  generator: 'hoopai-postman 0',
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 1,
  state: 'complete',
  tokenVariable: 'ACCESS_TOKEN',
};

function stepOf(key: string, fields: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: `id of ${key}`,
    item: `id of ${key}`,
    key,
    name: key.toLowerCase(),
    folder: '',
    kind: 'get',
    purpose: '',
    method: 'GET',
    needs: [],
    needsMade: [],
    cleansUp: [],
    statuses: [],
    ...fields,
  };
}

function planOf(steps: readonly PlannedStep[], fields: Partial<ModulePlan> = {}): SmokePlan {
  const module = {
    module: 'pets',
    title: 'Pets',
    file: 'pets.postman_collection.json',
    steps,
    skipped: [],
    documented: DOCUMENTED,
    weak: [],
    ...fields,
  };
  return { mode: 'read', target: { kind: 'mock', name: 'mock', baseUrl: 'http://x' }, modules: [module] };
}

function executionOf(key: string, fields: Partial<RawExecution> = {}): RawExecution {
  return {
    id: `id of ${key}`,
    iteration: 0,
    cleanup: false,
    method: 'GET',
    url: 'http://x/pets',
    headers: [],
    status: 200,
    reason: 'OK',
    durationMs: 5,
    bytes: 2,
    retries: 0,
    assertions: [{ name: 'Status' }],
    ...fields,
  };
}

function summaryOf(plan: SmokePlan, executions: readonly RawExecution[], facts: Partial<RunFacts> = {}) {
  const report = summariseRun(plan, [{ module: 'pets', executions }], { ...FACTS, ...facts });
  const [module] = report.modules;
  if (!module) throw new Error('The plan has a module.');
  return { ...report, module };
}

describe('summariseRun', () => {
  it('gives only a failed request a curl line, with the token as a variable and without what the sender adds', () => {
    const headers = [
      { key: 'Authorization', value: 'Bearer abc' },
      { key: 'User-Agent', value: 'PostmanRuntime' },
    ];
    const failed = executionOf('GET /pets', { headers, assertions: [{ name: 'Status', error: 'got 500' }] });
    const { module, totals } = summaryOf(planOf([stepOf('GET /pets')]), [executionOf('GET /pets'), failed]);
    expect(totals).toMatchObject({ sent: 2, passed: 1, failed: 1, assertions: 2, failedAssertions: 1 });
    expect(module.requests.map(({ curl }) => curl)).toEqual([
      undefined,
      `curl -X GET http://x/pets -H 'Authorization: Bearer '"$ACCESS_TOKEN"`,
    ]);
    expect(module.requests[1]?.assertions).toEqual([{ name: 'Status', passed: false, message: 'got 500' }]);
  });

  it('marks what cleans up, and keeps why no response came', () => {
    const { status: _status, ...unanswered } = executionOf('GET /pets', {
      cleanup: true,
      error: 'ECONNRESET',
    });
    const { module } = summaryOf(planOf([stepOf('GET /pets')]), [unanswered]);
    expect(module.requests[0]).toMatchObject({ purpose: 'cleanup', error: 'ECONNRESET' });
    expect(module.requests[0]).not.toHaveProperty('status');
    expect(module).not.toHaveProperty('timing');
  });

  it.each<[string, readonly RawExecution[], RunFacts['state'], RegExp]>([
    [
      'the worker says it',
      [executionOf('GET /pets/{id}', { method: '', skipped: 'the run was stopped before an answer came' })],
      'interrupted',
      /stopped before an answer came/,
    ],
    [
      'its script gave no variable',
      [executionOf('GET /pets/{id}', { method: '' })],
      'complete',
      /\{\{pet_id\}\}/,
    ],
    ['the run was interrupted', [], 'interrupted', /interrupted before it/],
    ['the worker ended', [], 'complete', /ended before it/],
  ])('says of a step that was not sent why: %s', (_name, executions, state, reason) => {
    const step = stepOf('GET /pets/{id}', { needs: ['pet_id'] });
    const { module, totals } = summaryOf(planOf([step]), executions, { state });
    expect(module.skipped).toEqual([
      { key: step.key, name: step.name, reason: expect.stringMatching(reason) },
    ]);
    expect(totals).toMatchObject({ sent: 0, passed: 0, skipped: 1 });
  });

  it('counts as seen the documented code that a status answers to: its own, its range, the default', () => {
    const plan = planOf([stepOf('GET /pets'), stepOf('POST /pets')]);
    const statuses = [200, 503].map((status) => executionOf('GET /pets', { status }));
    const { module } = summaryOf(plan, [
      ...statuses,
      executionOf('POST /pets', { status: 422 }),
      executionOf('POST /pets', { status: 503 }),
    ]);
    expect(module.coverage).toEqual({
      operations: { documented: 2, exercised: 2 },
      statuses: { documented: 6, seen: 3 },
      byOperation: [
        { key: 'GET /pets', seen: ['200'], unseen: ['400', '401'] },
        { key: 'POST /pets', seen: ['4XX', 'default'], unseen: ['201'] },
      ],
    });
  });

  it('keeps a module that no worker came to, with all of it skipped', () => {
    const report = summariseRun(planOf([stepOf('GET /pets')]), [], { ...FACTS, state: 'bailed' });
    expect(report.modules.map(({ totals }) => [totals.sent, totals.skipped])).toEqual([[0, 1]]);
  });
});
