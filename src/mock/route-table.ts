import { nearest } from '../diagnostics/nearest.ts';
import type { ApiModel, Operation } from '../model/api.ts';
import { decoded } from './mock-request.ts';
import { matchMixed, parseTemplate, type Segment } from './path-segments.ts';

export interface Route {
  readonly api: ApiModel;
  readonly operation: Operation;
}

export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly values: PathValues }
  /** The path is documented, with other methods. */
  | { readonly kind: 'method'; readonly allow: readonly string[]; readonly route: Route }
  | { readonly kind: 'unknown'; readonly hint: string | undefined };

/** Values of the path's parameters by name, decoded. */
export type PathValues = ReadonlyMap<string, string>;

export interface RouteTable {
  readonly match: (method: string, path: string) => Match;
}

/** Longer paths are no request of a documented operation. */
const MOST_SEGMENTS = 64;

/**
 * All operations under one base URL. In each segment a literal wins over a partial one, and that over a
 * parameter; what leads to no operation with the method is left for the next best. Of two operations with one
 * method and path the first stands.
 */
export function routeTable(models: readonly ApiModel[]): RouteTable {
  const root = newNode();
  const templates = new Set<string>();
  for (const api of models) {
    for (const operation of api.operations) {
      insert(root, parseTemplate(operation.path), { api, operation });
      templates.add(operation.path);
    }
  }
  return { match: (method, path) => match(root, method, path, templates) };
}

interface Node {
  readonly literals: Map<string, Node>;
  readonly mixed: Map<string, { readonly segment: Segment & { kind: 'mixed' }; readonly node: Node }>;
  parameter: Node | undefined;
  /** By method. The names of parameters may differ between operations, so each brings its own. */
  readonly routes: Map<string, { readonly route: Route; readonly names: readonly string[] }>;
}

function newNode(): Node {
  return { literals: new Map(), mixed: new Map(), parameter: undefined, routes: new Map() };
}

function insert(root: Node, segments: readonly Segment[], route: Route): void {
  let node = root;
  const names: string[] = [];
  for (const segment of segments) {
    node = childOf(node, segment);
    if (segment.kind === 'parameter') names.push(segment.name);
    if (segment.kind === 'mixed')
      names.push(...segment.parts.flatMap((part) => ('name' in part ? part.name : [])));
  }
  const { method } = route.operation;
  if (!node.routes.has(method)) node.routes.set(method, { route, names });
}

function childOf(node: Node, segment: Segment): Node {
  if (segment.kind === 'parameter') {
    node.parameter ??= newNode();
    return node.parameter;
  }
  if (segment.kind === 'mixed') {
    const shape = JSON.stringify(segment.parts.map((part) => ('text' in part ? part.text : 0)));
    const known = node.mixed.get(shape) ?? { segment, node: newNode() };
    node.mixed.set(shape, known);
    return known.node;
  }
  const text = decoded(segment.text);
  const child = node.literals.get(text) ?? newNode();
  node.literals.set(text, child);
  return child;
}

interface Candidate {
  readonly node: Node;
  readonly values: readonly string[];
}

function match(root: Node, method: string, path: string, templates: ReadonlySet<string>): Match {
  const wanted = method === 'HEAD' ? ['HEAD', 'GET'] : [method];
  const candidates = candidatesFor(root, path);
  for (const { node, values } of candidates) {
    const found = wanted.map((one) => node.routes.get(one)).find((one) => one !== undefined);
    if (!found) continue;
    return {
      kind: 'found',
      route: found.route,
      values: new Map(found.names.map((name, index) => [name, values[index] ?? ''])),
    };
  }
  const methods = new Set(candidates.flatMap(({ node }) => [...node.routes.keys()]));
  const [first] = candidates.flatMap(({ node }) => [...node.routes.values()]);
  if (!first) return { kind: 'unknown', hint: hintFor(root, path, templates) };
  if (methods.has('GET')) methods.add('HEAD');
  return { kind: 'method', allow: [...methods, 'OPTIONS'], route: first.route };
}

/** Nodes at which a documented path ends, best first. */
function candidatesFor(root: Node, path: string): readonly Candidate[] {
  const segments = path.replace(/^\//, '').split('/').map(decoded);
  if (segments.length > MOST_SEGMENTS) return [];
  let level: readonly Candidate[] = [{ node: root, values: [] }];
  for (const text of segments) {
    if (level.length === 0) return [];
    level = level.flatMap((candidate) => step(candidate, text));
  }
  return level.filter(({ node }) => node.routes.size > 0);
}

function step({ node, values }: Candidate, text: string): readonly Candidate[] {
  const next: Candidate[] = [];
  const literal = node.literals.get(text);
  if (literal) next.push({ node: literal, values });
  if (text === '') return next;
  for (const { segment, node: child } of node.mixed.values()) {
    const found = matchMixed(segment.parts, text);
    if (found) next.push({ node: child, values: [...values, ...found.map(([, value]) => value)] });
  }
  if (node.parameter) next.push({ node: node.parameter, values: [...values, text] });
  return next;
}

function hintFor(root: Node, path: string, templates: ReadonlySet<string>): string | undefined {
  const toggled = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  if (candidatesFor(root, toggled).length > 0) return toggled;
  return nearest(path, [...templates]);
}
