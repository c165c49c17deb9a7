import type { Method } from '../model/api.ts';
import type {
  Aspect,
  Contract,
  ContractContent,
  ContractOperation,
  ContractParameter,
} from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject } from '../schema/read.ts';
import { exampleShapes } from './example-shapes.ts';

/** `name` is what the module is called; `json` a Postman collection, v2.1, of whatever origin. */
export interface CollectionSource {
  readonly module: string;
  readonly file: string;
  readonly json: unknown;
  /** The operation that an item says it was generated for, whatever a person has made of its URL since. */
  readonly operationOf: (item: JsonObject) => string | undefined;
}

const TELLS: readonly Aspect[] = ['examples', 'auth schemes', 'content types'];

type Node = JsonObject;

/**
 * The contract as far as a collection tells: methods, paths, names of parameters, auth, and the fields, types and
 * statuses that its bodies and saved examples show.
 */
export function readCollection({ module, file, json, operationOf }: CollectionSource): Contract {
  const shapes = exampleShapes();
  const root = node(json);
  const operations = new Map<string, ContractOperation>();
  const walk = (parent: Node, pointer: string, auth: unknown): void => {
    for (const [index, item] of list(parent['item']).entries()) {
      const place = `${pointer}/item/${index}`;
      const below = Array.isArray(item['item']);
      if (below) walk(item, place, item['auth'] ?? auth);
      const operation = below ? undefined : readItem(item, place, auth, shapes);
      if (!operation || operations.has(operation.key)) continue;
      operations.set(operation.key, { ...operation, id: operationOf(item) ?? '' });
    }
  };
  walk(root, '', root['auth']);
  return {
    module,
    title: text(node(root['info'])['name']),
    file,
    servers: [],
    operations: [...operations.values()],
    shapes: shapes.all(),
    tells: TELLS,
  };
}

type ExampleShapes = ReturnType<typeof exampleShapes>;

function readItem(
  item: Node,
  pointer: string,
  inherited: unknown,
  shapes: ExampleShapes,
): ContractOperation | undefined {
  const request = node(item['request']);
  const url = typeof request['url'] === 'string' ? splitUrl(request['url']) : node(request['url']);
  const method = text(request['method']).toUpperCase() as Method;
  const segments = Array.isArray(url['path']) ? url['path'].map(text) : undefined;
  if (!segments || method.length === 0) return undefined;
  const path = `/${segments.map(templated).join('/')}`;
  const body = readBody(node(request['body']), `${pointer}/request/body`, shapes);
  return {
    key: `${method} ${path}`,
    method,
    path,
    id: '',
    pointer,
    deprecated: false,
    auth: readAuth(request['auth'] ?? inherited),
    parameters: readParameters(request, url, `${pointer}/request`, shapes),
    ...(body && { body: { pointer: body.pointer, required: false, contents: [body] } }),
    responses: readResponses(list(item['response']), pointer, shapes),
  };
}

/** A URL may also be one text: `{{base_url}}/contacts/:contactId?limit=20`. */
function splitUrl(raw: string): Node {
  const [address = '', query = ''] = raw.split('?', 2);
  const path = address.replace(/^([a-z]+:\/\/[^/]*|\{\{[^{}]*\}\}|[^/]*)\/?/i, '').split('/');
  const names = query.split('&').flatMap((pair) => pair.split('=', 1));
  return {
    path,
    query: names.filter((key) => key !== '').map((key) => ({ key })),
    variable: path.filter((one) => one.startsWith(':')).map((one) => ({ key: one.slice(1) })),
  };
}

/** `:contactId` -> `{contactId}`. */
function templated(segment: string): string {
  return segment.startsWith(':') ? `{${segment.slice(1)}}` : segment;
}

function readAuth(auth: unknown): ContractOperation['auth'] {
  const type = text(node(auth)['type']);
  if (type === '' || type === 'noauth') return [];
  return [{ schemes: [{ name: '', kind: type, scopes: [] }] }];
}

/** What Postman writes itself, whatever the API takes. */
const OWN_HEADERS = new Set(['accept', 'content-type', 'authorization']);

function readParameters(
  request: Node,
  url: Node,
  pointer: string,
  shapes: ExampleShapes,
): readonly ContractParameter[] {
  const read = (place: ContractParameter['in'], entries: unknown, at: string) =>
    list(entries).map((entry, index) => ({
      name: text(entry['key']),
      in: place,
      pointer: `${pointer}/${at}/${index}`,
      required: false,
      deprecated: false,
      serialisation: '',
      shape: shapes.any,
    }));
  const all = [
    ...read('path', url['variable'], 'url/variable'),
    ...read('query', url['query'], 'url/query'),
    ...read('header', request['header'], 'header').filter(({ name }) => !OWN_HEADERS.has(name.toLowerCase())),
  ];
  return [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

function readBody(body: Node, pointer: string, shapes: ExampleShapes): ContractContent | undefined {
  switch (body['mode']) {
    case 'raw': {
      const language = text(node(node(body['options'])['raw'])['language']) || 'text';
      return readText(text(body['raw']), { type: language, pointer: `${pointer}/raw`, shapes });
    }
    case 'urlencoded':
    case 'formdata': {
      const names = list(body[body['mode']]).map(({ key }) => [text(key), '{{any}}']);
      const shape = shapes.read(Object.fromEntries(names), pointer);
      return { type: body['mode'], pointer, shape };
    }
    case 'file':
      return { type: 'file', pointer };
    default:
      return undefined;
  }
}

function readResponses(
  examples: readonly Node[],
  pointer: string,
  shapes: ExampleShapes,
): ContractOperation['responses'] {
  const byStatus = new Map<string, ContractOperation['responses'][number]>();
  examples.forEach((example, index) => {
    const status = String(example['code'] ?? '');
    if (byStatus.has(status)) return;
    const place = `${pointer}/response/${index}`;
    const body = text(example['body']);
    const type = text(
      list(example['header']).find(({ key }) => /^content-type$/i.test(text(key)))?.['value'],
    );
    const [plain = ''] = type.split(';');
    const content = readText(body, { type: plain.trim().toLowerCase(), pointer: `${place}/body`, shapes });
    byStatus.set(status, { status, pointer: place, headers: [], contents: body === '' ? [] : [content] });
  });
  return [...byStatus.values()];
}

function readText(
  body: string,
  {
    type,
    pointer,
    shapes,
  }: { readonly type: string; readonly pointer: string; readonly shapes: ExampleShapes },
): ContractContent {
  try {
    return { type, pointer, shape: shapes.read(JSON.parse(body), pointer) };
  } catch {
    // A variable without quotes, XML, a person's notes: the shape is not told.
    return { type, pointer };
  }
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.map(node) : [];
}

function node(value: unknown): Node {
  return isObject(value) ? value : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
