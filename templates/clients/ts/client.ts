import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';

export interface ClientOptions {
  /** Default: the environment's `ACCESS_TOKEN`. */
  readonly token?: string;
  /** Default: the environment's `BASE_URL`, or else the API's own. */
  readonly baseUrl?: string;
  /** By variable, what is filled in where a call leaves it out. Default of `location_id`: the environment's `LOCATION_ID`. */
  readonly values?: Readonly<Record<string, string>>;
  /** How often a call that was refused with 429 is sent again. Default: 4. */
  readonly retries?: number;
  /** The longest pause before that, in milliseconds, whatever `Retry-After` says. Default: 60,000. */
  readonly longestPauseMs?: number;
}

/** What the API answered instead of a success. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** By which support finds the call. */
  readonly traceId: string | undefined;
  /** The whole answer; a text where it is no JSON. */
  readonly body: unknown;

  constructor(status: number, message: string, traceId: string | undefined, body: unknown) {
    super(message);
    this.status = status;
    this.traceId = traceId;
    this.body = body;
  }
}

/**
 * A client of one module, typed by its `paths` of `types/<module>.ts`. Each call carries the token and the `Version`
 * of its operation, and the account's id where the operation takes one and the call has none.
 * @throws ApiError from each call that is not answered with a success.
 */
export function createClient<Paths extends object>(
  module: string,
  options: ClientOptions = {},
): Client<Filled<Paths>> {
  const { baseUrl, baseUrlVariable, tokenVariable, traceField, modules } = readTable();
  const operations = modules[module];
  if (!operations) throw new Error(`No module ${module}; there are ${Object.keys(modules).join(', ')}`);
  const token = options.token ?? process.env[tokenVariable];
  if (!token) throw new Error(`No token: set ${tokenVariable}, or give one`);
  const client = createFetchClient<Filled<Paths>>({
    baseUrl: options.baseUrl ?? (process.env[baseUrlVariable] || baseUrl),
    fetch: (request) => sendPatiently(request, options),
  });
  client.use({
    async onRequest({ request, schemaPath }) {
      request.headers.set('Authorization', `Bearer ${token}`);
      return fill(request, operations[`${request.method} ${schemaPath}`], options.values ?? {});
    },
    async onResponse({ response }) {
      if (!response.ok) throw await errorOf(response, traceField);
    },
  } satisfies Middleware);
  return client;
}

interface Table {
  readonly baseUrl: string;
  readonly baseUrlVariable: string;
  readonly tokenVariable: string;
  readonly traceField: string;
  readonly modules: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly version?: string;
  readonly fills?: readonly Fill[];
}

interface Fill {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  readonly variable: string;
  /** In the environment. */
  readonly environment: string;
}

function readTable(): Table {
  return JSON.parse(readFileSync(new URL('operations.json', import.meta.url), 'utf8'));
}

async function fill(
  request: Request,
  { version, fills = [] }: Operation = {},
  values: Readonly<Record<string, string>>,
): Promise<Request> {
  if (version !== undefined && !request.headers.has('Version')) request.headers.set('Version', version);
  const url = new URL(request.url);
  const body: Record<string, string> = {};
  for (const { in: place, name, variable, environment } of fills) {
    const value = values[variable] ?? process.env[environment];
    const hole = encodeURIComponent(`{${name}}`);
    if (!value && place === 'path' && url.pathname.includes(hole))
      throw new Error(`No value for ${name}: set ${environment}, or give one`);
    if (!value) continue;
    if (place === 'body') body[name] = value;
    else if (place === 'path') url.pathname = url.pathname.replace(hole, () => encodeURIComponent(value));
    else if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  const text = Object.keys(body).length > 0 ? await filledBody(request, body) : undefined;
  return new Request(new Request(url, request), text === undefined ? {} : { body: text });
}

/** Absent: the body is no JSON object, or there is none. */
async function filledBody(request: Request, missing: Record<string, string>): Promise<string | undefined> {
  if (!request.headers.get('Content-Type')?.includes('json')) return undefined;
  const given: unknown = JSON.parse(await request.clone().text());
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  return JSON.stringify({ ...missing, ...given });
}

/** A 429 says that the call was not carried out, so that any call may be sent again. */
async function sendPatiently(request: Request, options: ClientOptions): Promise<Response> {
  const { retries = 4, longestPauseMs = 60_000 } = options;
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(request.clone());
    if (response.status !== 429 || attempt >= retries) return response;
    await response.body?.cancel();
    await wait(Math.min(longestPauseMs, pauseMs(response, attempt)));
  }
}

/** RFC 9110, section 10.2.3: seconds or a date; without it, 1, 2, 4, 8 seconds. */
function pauseMs(response: Response, attempt: number): number {
  const header = response.headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 1000 * 2 ** attempt : Math.max(0, date - Date.now());
}

async function errorOf(response: Response, traceField: string): Promise<ApiError> {
  const text = await response.text();
  const body = parsed(text);
  const fields: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const said = [fields['message'] ?? fields['error'] ?? []].flat().join('; ');
  const trace = fields[traceField] ?? response.headers.get(traceField);
  const message = said || response.statusText || 'no message';
  return new ApiError(response.status, message, typeof trace === 'string' ? trace : undefined, body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a call may leave out, since it is filled in. */
type Given = 'Version' | 'Authorization' | 'locationId' | 'location_id';

/** `paths` of a module, without the need to give what is filled in. */
export type Filled<Paths> = {
  [Path in keyof Paths]: { [Method in keyof Paths[Path]]: FilledOperation<Paths[Path][Method]> };
};

type FilledOperation<Operation> = Operation extends { parameters: infer Parameters }
  ? {
      [Part in keyof Operation]: Part extends 'parameters'
        ? FilledParts<Parameters>
        : FilledBody<Part, Operation[Part]>;
    }
  : Operation;

type FilledBody<Part, Value> = Part extends 'requestBody'
  ? Value extends { content: infer Content }
    ? Omit<Value, 'content'> & { content: { [Type in keyof Content]: Eased<Content[Type]> } }
    : Value
  : Value;

type FilledParts<Parts> = {
  [Part in keyof Parts as Nothing extends Eased<Parts[Part]> ? never : Part]: Eased<Parts[Part]>;
} & { [Part in keyof Parts as Nothing extends Eased<Parts[Part]> ? Part : never]?: Eased<Parts[Part]> };

type Eased<Value> = Value extends object
  ? Extract<keyof Value, Given> extends never
    ? Value
    : Omit<Value, Given> & Partial<Pick<Value, Extract<keyof Value, Given>>>
  : Value;

type Nothing = Record<never, never>;
