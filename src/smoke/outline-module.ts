import type { Collection, Item } from '../model/collection.ts';
import type { ManifestModule } from '../model/output.ts';
import type { Fault, PlannedStep } from '../model/smoke.ts';
import { putFault } from './put-fault.ts';
import { type PlacedRequest, requestsOf } from './requests-of.ts';

/** A module as the out folder has it. */
export interface BuiltModule {
  readonly module: string;
  readonly file: string;
  readonly collection: Collection;
  readonly manifest: ModuleFacts;
}

type ModuleFacts = Pick<ManifestModule, 'title' | 'links' | 'requests' | 'unset' | 'webhooks'>;

/** What a plan has to know of a module: all but what is sent. */
export interface ModuleOutline {
  readonly module: string;
  readonly file: string;
  readonly variables: readonly Pick<Collection['variable'][number], 'key' | 'value'>[];
  /** The requests that the manifest knows, in the order of the collection; one added by hand has no operation. */
  readonly steps: readonly OutlinedStep[];
  /** Operations whose request somebody took out of the collection. */
  readonly removed: readonly string[];
  /** Requests that go to a receiver of webhooks, and not to the API. */
  readonly webhooks: readonly Pick<PlannedStep, 'key' | 'name' | 'folder'>[];
  readonly manifest: ModuleFacts;
}

export interface OutlinedStep extends PlannedStep {
  /** Variable that names what the request acts on: the last one of its path. */
  readonly actsOn?: string;
  /** Those that can be put into the request as it is. */
  readonly faults: readonly Fault[];
}

export function outlineModule({ module, file, collection, manifest }: BuiltModule): ModuleOutline {
  const requests = Object.entries(manifest.requests);
  const byId = new Map(requests.map(([key, request]) => [request.id, { key, ...request }]));
  const variables = new Set(collection.variable.map(({ key }) => key));
  const placed = requestsOf(collection.item);
  const ids = new Set(placed.map(({ item }) => item.id));
  return {
    module,
    file,
    variables: collection.variable.map(({ key, value }) => ({ key, value })),
    steps: placed.flatMap(({ item, folder }): readonly OutlinedStep[] => {
      const known = byId.get(item.id);
      return known ? [outlineStep(item, folder, { known, variables })] : [];
    }),
    removed: requests.filter(([, { id }]) => !ids.has(id)).map(([key]) => key),
    webhooks: webhooksIn(placed, manifest),
    manifest,
  };
}

function webhooksIn(
  placed: readonly PlacedRequest[],
  { webhooks = {} }: ModuleFacts,
): ModuleOutline['webhooks'] {
  const keys = new Map(Object.entries(webhooks).map(([key, id]) => [id, key]));
  return placed.flatMap(({ item, folder }) => {
    const key = keys.get(item.id);
    return key === undefined ? [] : [{ key, name: item.name, folder }];
  });
}

interface StepFacts {
  readonly known: ManifestModule['requests'][string] & { readonly key: string };
  /** Those of the collection. */
  readonly variables: ReadonlySet<string>;
}

function outlineStep(item: Item, folder: string, { known, variables }: StepFacts): OutlinedStep {
  const needs = variablesIn(item).filter((name) => variables.has(name));
  const actsOn = pathVariables(item).findLast((name) => needs.includes(name));
  return {
    id: item.id,
    item: item.id,
    key: known.key,
    name: item.name,
    folder,
    kind: known.kind,
    method: item.request.method,
    purpose: '',
    needs,
    needsMade: [],
    cleansUp: known.kind === 'delete' ? deletedBy(item) : [],
    statuses: known.statuses,
    ...(actsOn !== undefined && { actsOn }),
    faults: faultsOf(item, known),
  };
}

/** Without what only planning asks about. */
export function plannedStep({ actsOn: _acts, faults: _faults, ...step }: OutlinedStep): PlannedStep {
  return step;
}

/** The collection may not be as it was built: what a person took out cannot be left out. */
function faultsOf(item: Item, { wrong, required }: StepFacts['known']): readonly Fault[] {
  const faults: readonly Fault[] = [
    { what: 'no token' },
    ...wrong.map((value): Fault => ({ what: 'wrong', ...value })),
    ...required.map((place): Fault => ({ what: 'without', ...place })),
  ];
  return faults.filter((fault) => putFault(item.request, fault) !== undefined);
}

/** Variables in what is sent: a disabled parameter is not. */
function variablesIn({ request: { url, header, body } }: Item): readonly string[] {
  const query = (url.query ?? []).filter(({ disabled }) => !disabled);
  const sent = JSON.stringify([
    url.path,
    url.variable,
    query,
    header.filter(({ disabled }) => !disabled),
    body,
  ]);
  return [...new Set([...sent.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name))];
}

/** A DELETE takes away what its last path variable names. */
function deletedBy({ request: { url } }: Item): readonly string[] {
  const last = url.path?.findLast((segment) => segment !== '');
  const value = (url.variable ?? []).find(({ key }) => `:${key}` === last)?.value;
  const name = /^\{\{([^{}]+)\}\}$/.exec(value ?? '')?.[1];
  return name === undefined ? [] : [name];
}

function pathVariables({ request: { url } }: Item): readonly string[] {
  return (url.variable ?? []).flatMap(({ value }) => /^\{\{([^{}]+)\}\}$/.exec(value)?.[1] ?? []);
}
