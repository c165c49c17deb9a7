import type { KeyValue } from '../model/collection.ts';
import type { FaultPlace, WrongValue } from '../model/output.ts';
import type { ModulePlan, PlannedStep } from '../model/smoke.ts';

type SentItem = PlannedStep['item'];

/** One fault put into a request. */
interface Variant {
  readonly fault: string;
  /** True when it is the token that is missing. */
  readonly isAuth: boolean;
  readonly item: SentItem;
}

/**
 * Each request with one fault at a time: no token, a value that the spec does not take (a wrong `Version`, a wrong
 * type), something required left out. The platform should refuse each with a status that the spec documents.
 */
export function negativeSteps(
  steps: readonly PlannedStep[],
  template: string,
): Pick<ModulePlan, 'steps' | 'skipped'> {
  const variants = steps.flatMap((step) =>
    variantsOf(step).map((variant) => ({ step, variant, refusals: refusalsOf(step, variant) })),
  );
  return {
    steps: variants
      .filter(({ refusals }) => refusals.length > 0)
      .map(({ step, variant, refusals }) => planned(step, variant, refusals, template)),
    skipped: variants
      .filter(({ refusals }) => refusals.length === 0)
      .map(({ step, variant }) => ({
        key: step.key,
        name: `${step.name}: ${variant.fault}`,
        reason: variant.isAuth
          ? 'the spec documents no 401 or 403'
          : 'the spec documents no 4xx for a bad request',
      })),
  };
}

function planned(
  step: PlannedStep,
  { fault, item }: Variant,
  refusals: Refusals,
  template: string,
): PlannedStep {
  // Our own words and numbers only: of the spec's text only what cannot end a string is kept.
  const spec = JSON.stringify({ refusals, fault: fault.replaceAll(/[^\w .:-]/g, '_') });
  const exec = template.replace('{} /* spec */', () => spec).split('\n');
  return {
    ...step,
    purpose: fault,
    cleansUp: [],
    item: {
      ...item,
      id: `${item.id} ${fault}`,
      name: `${item.name}: ${fault}`,
      event: [{ listen: 'test', script: { type: 'text/javascript', exec } }],
    },
  };
}

type Refusals = readonly (number | '4XX')[];

/** A missing token has answers of its own; 404 and 429 say nothing of the fault. */
function refusalsOf({ statuses }: PlannedStep, { isAuth }: Variant): Refusals {
  const codes = statuses.filter((status) => /^4\d\d$/.test(status)).map(Number);
  const fitting = codes.filter((code) => (isAuth ? OF_ACCESS.has(code) : !OF_NO_FAULT.has(code)));
  return statuses.some((status) => status === '4XX' || status === 'default') ? [...fitting, '4XX'] : fitting;
}

const OF_ACCESS = new Set([401, 403]);
const OF_NO_FAULT = new Set([...OF_ACCESS, 404, 429]);

function variantsOf({ item, faults }: PlannedStep): readonly Variant[] {
  const noToken = { fault: 'no token', isAuth: true, item: withRequest(item, { auth: { type: 'noauth' } }) };
  const others = [
    ...faults.wrong.map((value) => ({
      fault: `wrong ${value.in} ${value.name}`,
      item: withWrong(item, value),
    })),
    ...faults.required.map((place) => ({
      fault: `without ${place.in} ${place.name}`,
      item: without(item, place),
    })),
  ];
  return [
    ...(item.request.auth?.type === 'noauth' ? [] : [noToken]),
    // The collection may not be as it was built: what a person took out cannot be left out.
    ...others.flatMap(({ fault, item: changed }) =>
      changed ? [{ fault, item: changed, isAuth: false }] : [],
    ),
  ];
}

function without(item: SentItem, { in: place, name }: FaultPlace): SentItem | undefined {
  if (place !== 'body')
    return withEntries(item, place, (entries) => entries.filter(({ key }) => key !== name));
  return withBody(item, ({ [name]: left, ...rest }) => (left === undefined ? undefined : rest));
}

function withWrong(item: SentItem, { in: place, name, value }: WrongValue): SentItem | undefined {
  if (place === 'body') return withBody(item, (fields) => ({ ...fields, [name]: value }));
  const spoil = (entry: KeyValue): KeyValue =>
    entry.key === name ? { ...entry, value: String(value), disabled: false } : entry;
  return withEntries(item, place, (entries) => entries.map(spoil));
}

type Fields = { readonly [name: string]: unknown };

function withBody(item: SentItem, change: (fields: Fields) => Fields | undefined): SentItem | undefined {
  const { body } = item.request;
  if (body?.mode !== 'raw') return undefined;
  const fields = fieldsOf(body.raw);
  const changed = fields && change(fields);
  return changed && withRequest(item, { body: { ...body, raw: JSON.stringify(changed) } });
}

function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    // Not JSON any more: there is no field to change.
    return undefined;
  }
}

/** Undefined when nothing changes. */
function withEntries(
  item: SentItem,
  place: 'query' | 'header',
  change: (entries: readonly KeyValue[]) => readonly KeyValue[],
): SentItem | undefined {
  const { request } = item;
  const entries = (place === 'header' ? request.header : request.url.query) ?? [];
  const changed = change(entries);
  if (JSON.stringify(changed) === JSON.stringify(entries)) return undefined;
  return withRequest(
    item,
    place === 'header' ? { header: changed } : { url: { ...request.url, query: changed } },
  );
}

function withRequest(item: SentItem, change: Partial<SentItem['request']>): SentItem {
  return { ...item, request: { ...item.request, ...change } };
}
