import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Schema } from '../../../src/model/api.ts';
import { ROOT } from '../../command.ts';

/** Ajv as the sandbox of Postman and Newman has it: version 6, all errors. */
export interface Validator {
  readonly validate: (schema: Schema, value: unknown) => boolean;
  readonly compile: (schema: Schema) => ((value: unknown) => boolean) & { readonly errors?: unknown };
  readonly errorsText: (errors?: unknown) => string;
}
type ValidatorClass = new (options: object) => Validator;

// The sandbox carries its own in one large bundle; Newman's HTTP client brings the same major version.
const fromClient = createRequire(join(ROOT, 'node_modules', 'har-validator', 'package.json'));
const Ajv = fromClient('ajv') as ValidatorClass;

export function validator(options: object = {}): Validator {
  return new Ajv({ allErrors: true, logger: false, ...options });
}

export interface FakeResponse {
  readonly code: number;
  /** Default: as JSON has it. */
  readonly type?: string | null;
  readonly text?: string;
  readonly time?: number;
  readonly headers?: { readonly [name: string]: string };
}

export interface ScriptRun {
  /** Undefined for a test that passed. */
  readonly tests: readonly { readonly name: string; readonly error: string | undefined }[];
  readonly collection: ReadonlyMap<string, string>;
  readonly local: ReadonlyMap<string, string>;
}

export interface Variables {
  readonly collection?: ReadonlyMap<string, string>;
  readonly environment?: { readonly [name: string]: string };
}

/** Runs a script with as much of `pm` as the templates use. */
export function runScript(
  script: readonly string[],
  response: FakeResponse = { code: 200 },
  { collection = new Map(), environment = {} }: Variables = {},
): ScriptRun {
  const tests: { name: string; error: string | undefined }[] = [];
  const shared = new Map(collection);
  const local = new Map<string, string>();
  const personal = new Map(Object.entries(environment));
  const pm = {
    response: responseOf(response),
    expect: Object.assign(expectThat, { fail }),
    collectionVariables: {
      has: (name: string) => shared.has(name),
      get: (name: string) => shared.get(name),
      set: (name: string, value: string) => shared.set(name, value),
      unset: (name: string) => shared.delete(name),
    },
    environment: { set: (name: string, value: string) => personal.set(name, value) },
    variables: {
      get: (name: string) => local.get(name) ?? personal.get(name) ?? shared.get(name),
      set: (name: string, value: string) => local.set(name, value),
    },
    test: (name: string, check: () => void) => {
      try {
        check();
        tests.push({ name, error: undefined });
      } catch (error) {
        tests.push({ name, error: String((error as Error).message) });
      }
    },
  };
  compiled(script.join('\n'))(pm);
  return { tests, collection: shared, local };
}

/** Each script and schema once: a sweep runs the same ones on thousands of answers. */
const compiled = once((script) => compileFunction(script, ['pm']) as (pm: object) => void);
const checked = once((schema) => {
  const ajv = validator();
  const isValid = ajv.compile(JSON.parse(schema) as Schema);
  return (value: unknown) => (isValid(value) ? undefined : ajv.errorsText(isValid.errors));
});

function once<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

function responseOf({ code, type = 'application/json', text = '', time = 5, headers = {} }: FakeResponse) {
  const all = Object.entries({ ...(type === null ? {} : { 'content-type': type }), ...headers });
  const byName = new Map(all.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    code,
    responseTime: time,
    headers: { get: (name: string) => byName.get(name.toLowerCase()) },
    text: () => text,
    json: () => JSON.parse(text) as unknown,
  };
}

function fail(message: string): never {
  throw new Error(message);
}

function expectThat(value: unknown, message: string) {
  const to = {
    be: {
      at: {
        most: (limit: number) => (Number(value) <= limit ? undefined : fail(`${message}: over ${limit}`)),
      },
    },
    have: {
      jsonSchema: (schema: Schema) => {
        const faults = checked(JSON.stringify(schema))(value);
        if (faults !== undefined) fail(`${message}: ${faults}`);
      },
    },
  };
  return { to };
}
