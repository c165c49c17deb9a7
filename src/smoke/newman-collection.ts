import { join } from 'node:path';
import type { Body, KeyValue, ScriptEvent, Url } from '../model/collection.ts';
import type { JobStep, ModuleJob } from '../model/smoke.ts';

/** The collection as Newman runs it: the steps in their order, without folders and saved examples. */
export function collectionOf(
  { collection, settings }: Pick<ModuleJob, 'collection' | 'settings'>,
  steps: readonly JobStep[],
  values: ReadonlyMap<string, string>,
): object {
  const variable = collection.variable.map(({ key, value }) => ({
    key,
    value: values.get(key) ?? (settings.forgetExamples ? '' : value),
    type: 'string',
  }));
  const others = [...values].filter(([key]) => !collection.variable.some((known) => known.key === key));
  return {
    info: collection.info,
    auth: collection.auth,
    variable: [...variable, ...others.map(([key, value]) => ({ key, value, type: 'string' }))],
    item: steps.map((step) => itemOf(step, settings)),
  };
}

function itemOf(
  { item, needs, needsMade }: JobStep,
  { uploads, forgetExamples }: ModuleJob['settings'],
): object {
  const { description: _words, header, url, body, ...request } = item.request;
  const guard = forgetExamples ? guardOf(needs, needsMade) : [];
  return {
    ...item,
    event: [...guard, ...(item.event ?? [])],
    request: {
      ...request,
      header: sent(header),
      url: withoutWords(url),
      ...(body && { body: withUploads(body, join(uploads, 'upload.txt')) }),
    },
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
function guardOf(needs: readonly string[], needsMade: readonly string[]): readonly ScriptEvent[] {
  if (needs.length + needsMade.length === 0) return [];
  const missing = [
    ...needs.map((name) => `!pm.variables.get(${JSON.stringify(name)})`),
    ...needsMade.map((name) => `!pm.collectionVariables.has(${JSON.stringify(`${name}.before`)})`),
  ];
  const exec = [`if (${missing.join(' || ')}) pm.execution.skipRequest();`];
  return [{ listen: 'prerequest', script: { type: 'text/javascript', exec } }];
}
