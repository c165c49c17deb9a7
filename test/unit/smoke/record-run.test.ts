import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { RawExecution } from '../../../src/model/smoke.ts';
import { recordRun } from '../../../src/smoke/record-run.ts';

const ITEM = { item: { id: 'one' }, cursor: { iteration: 0 } };
const REQUEST = {
  ...ITEM,
  request: { method: 'POST', url: 'http://localhost/pets', headers: { all: () => [] } },
};
const RESPONSE = {
  code: 200,
  status: 'OK',
  responseTime: 3,
  headers: { get: () => undefined },
  size: () => ({ total: 2 }),
  text: () => '{}',
};

describe('recordRun', () => {
  it('tells of a request as it goes out, and of its variables and results as they come', () => {
    const { run, recording, ended, values } = recorded();
    run.emit('beforeItem', null, ITEM);
    expect(recording.sending()).toBeUndefined();
    run.emit('beforeRequest', null, REQUEST);
    expect(recording.sending()).toMatchObject({ id: 'one', method: 'POST', url: 'http://localhost/pets' });
    run.emit('request', null, { ...REQUEST, response: RESPONSE });
    expect(recording.sending()).toBeUndefined();
    for (const _again of [1, 2]) run.emit('script', null, scriptLeaving({ pet_id: 7 }));
    expect([values, ended]).toEqual([[{ pet_id: '7' }], []]);
    run.emit('item', null, ITEM);
    expect(ended).toMatchObject([{ id: 'one', status: 200, assertions: [] }]);
  });

  it('takes a failed assertion that ends the run for what it is, not for a broken script', () => {
    const { run, recording, ended } = recorded();
    run.emit('beforeItem', null, ITEM);
    run.emit('request', null, { ...REQUEST, response: RESPONSE });
    run.emit('assertion', new Error('expected 201, got 200'), { assertion: 'Status' });
    // As postman-runtime tells it with `bail`: by the names of the assertions.
    const failure = Object.assign(new Error('Status'), { name: 'AssertionFailure' });
    run.emit('script', failure, {});
    run.emit('exception', null, { error: failure });
    // The run ends before the item does.
    recording.close();
    expect(ended).toMatchObject([{ assertions: [{ name: 'Status', error: 'expected 201, got 200' }] }]);
    expect(ended[0]?.error).toBeUndefined();
  });

  it.each([
    ['passed', undefined, 0],
    ['failed', new Error('expected 201'), 1],
  ])('keeps what was sent of a request that failed only: %s', (_name, failure, headers) => {
    const { run, ended } = recorded();
    run.emit('beforeItem', null, ITEM);
    const request = { ...REQUEST.request, headers: { all: () => [{ key: 'Version', value: '1' }] } };
    run.emit('request', null, { ...ITEM, request, response: RESPONSE });
    run.emit('assertion', failure, { assertion: 'Status' });
    run.emit('item', null, ITEM);
    expect(ended[0]?.headers).toHaveLength(headers);
  });

  it('keeps the error of a script that broke', () => {
    const { run, ended } = recorded();
    run.emit('beforeItem', null, ITEM);
    run.emit('request', null, { ...REQUEST, response: RESPONSE });
    run.emit('exception', null, { error: new Error('x is not defined') });
    run.emit('item', null, ITEM);
    expect(ended[0]?.error).toContain('x is not defined');
  });

  it('asserts nothing of a response that did not come', () => {
    const { run, ended } = recorded();
    run.emit('beforeItem', null, ITEM);
    run.emit('request', new Error('ETIMEDOUT'), REQUEST);
    run.emit('assertion', new Error('expected 200, got undefined'), { assertion: 'Status' });
    run.emit('exception', null, { error: new Error('no response') });
    run.emit('item', null, ITEM);
    expect(ended).toMatchObject([{ error: 'ETIMEDOUT', assertions: [] }]);
  });
});

function recorded() {
  const run = new EventEmitter();
  const ended: RawExecution[] = [];
  const values: object[] = [];
  const recording = recordRun(run, {
    cleanup: false,
    isStopped: () => false,
    traceField: '',
    takeRetries: () => 0,
    onSent: () => {},
    onEnded: (execution) => ended.push(execution),
    onValues: (current) => values.push(Object.fromEntries(current)),
  });
  return { run, recording, ended, values };
}

function scriptLeaving(variables: object) {
  return { ...ITEM, execution: { collectionVariables: { toObject: () => variables } } };
}
