import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Body, Collection, Item, KeyValue, ScriptEvent, Url } from '../model/collection.ts';
import type { JobStep, ModuleJob } from '../model/smoke.ts';
import { putFault } from './put-fault.ts';
import { requestsOf } from './requests-of.ts';

/**
 * The collection as Newman runs it: the steps in their order, without folders and saved examples.
 * @throws Stop when it does not hold the request of a step any more.
 */
export function collectionOf(
  collection: Collection,
  { file, steps, settings }: Pick<ModuleJob, 'file' | 'steps' | 'settings'>,
  values: ReadonlyMap<string, string>,
): object {
  const variable = collection.variable.map(({ key, value }) => ({
    key,
    value: values.get(key) ?? (settings.forgetExamples ? '' : value),
    type: 'string',
  }));
  const others = [...values].filter(([key]) => !collection.variable.some((known) => known.key === key));
  const items = new Map(requestsOf(collection.item).map(({ item }) => [item.id, item]));
  return {
    info: collection.info,
    auth: collection.auth,
    variable: [...variable, ...others.map(([key, value]) => ({ key, value, type: 'string' }))],
    item: steps.map((step) => {
      const item = itemOf(step, items.get(step.item), settings);
      if (item) return item;
      const reason = `it was changed after the plan was made, and lacks ${step.key}`;
      throw new Stop([diagnostic('collection-unreadable', { reason }, { file })]);
    }),
  };
}

function itemOf(step: JobStep, built: Item | undefined, settings: ModuleJob['settings']): object | undefined {
  const planted = built && (step.planted ? faultyItem(built, step, settings.negativeTest) : built);
  if (!planted) return undefined;
  const { response: _examples, request, event = [], ...item } = planted;
  const { description: _words, header, url, body, ...rest } = request;
  return {
    ...item,
    id: step.id,
    event: [...(settings.forgetExamples ? guardOf(step) : []), ...event],
    request: {
      ...rest,
      header: sent(header),
      url: withoutWords(url),
      ...(body && { body: withUploads(body, join(settings.uploads, 'upload.txt')) }),
    },
  };
}

/** Undefined when the fault cannot be put in. */
function faultyItem(item: Item, { purpose, planted }: JobStep, template: string): Item | undefined {
  const request = planted && putFault(item.request, planted.fault);
  if (!request) return undefined;
  // Our own words and numbers only: of the spec's text only what cannot end a string is kept.
  const fault = purpose.replaceAll(/[^\w .:-]/g, '_');
  const spec = JSON.stringify({ refusals: planted.refusals, fault });
  const exec = template.replace('{} /* spec */', () => spec).split('\n');
  return {
    ...item,
    name: `${item.name}: ${purpose}`,
    request,
    event: [{ listen: 'test', script: { type: 'text/javascript', exec } }],
  };
}

/** Newman copies a request several times for every script, so that it gets nothing that is not sent. */
function withoutWords({ query, variable, ...url }: Url): object {
  return { ...url, ...(query && { query: sent(query) }), ...(variable && { variable: sent(variable) }) };
}

function sent(fields: readonly KeyValue[]): readonly KeyValue[] {
  return fields.filter(({ disabled }) => !disabled).map(({ description: _words, ...field }) => field);
}

/** A collection holds no path of anybody's disk; what a run uploads is a small text. */
function withUploads(body: Body, file: string): object {
  if (body.mode === 'file') return { ...body, file: { src: file } };
  if (body.mode !== 'formdata') return body;
  return {
    ...body,
    formdata: body.formdata.map((field) => (field.type === 'file' ? { ...field, src: file } : field)),
  };
}

/** Keeps a request from being sent with an id that nobody gave, or against something that the run did not make. */
function guardOf({ needs, needsMade }: JobStep): readonly ScriptEvent[] {
  if (needs.length + needsMade.length === 0) return [];
  const missing = [
    ...needs.map((name) => `!pm.variables.get(${JSON.stringify(name)})`),
    ...needsMade.map((name) => `!pm.collectionVariables.has(${JSON.stringify(`${name}.before`)})`),
  ];
  const exec = [`if (${missing.join(' || ')}) pm.execution.skipRequest();`];
  return [{ listen: 'prerequest', script: { type: 'text/javascript', exec } }];
}
