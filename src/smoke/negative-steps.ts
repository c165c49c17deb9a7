import type { KeyValue } from '../model/collection.ts';
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
 * Each request with one fault at a time: no token, a wrong `Version`, a required parameter left out, a field of the
 * wrong type. The platform should refuse each with a status that the spec documents.
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

/** A missing token has answers of its own. */
function refusalsOf({ statuses }: PlannedStep, { isAuth }: Variant): Refusals {
  const codes = statuses.filter((status) => /^4\d\d$/.test(status)).map(Number);
  const fitting = isAuth
    ? codes.filter((code) => code === 401 || code === 403)
    : codes.filter((code) => code !== 401 && code !== 403 && code !== 404 && code !== 429);
  return statuses.some((status) => status === '4XX' || status === 'default') ? [...fitting, '4XX'] : fitting;
}

function variantsOf({ item, required }: PlannedStep): readonly Variant[] {
  const { request } = item;
  const isOpen = request.auth?.type === 'noauth';
  return [
    ...(isOpen
      ? []
      : [{ fault: 'no token', isAuth: true, item: withRequest(item, { auth: { type: 'noauth' } }) }]),
    ...versionVariant(item),
    ...required.map((name) => ({
      fault: `without ${name}`,
      isAuth: false,
      item: withQuery(item, (query) => query.filter(({ key }) => key !== name)),
    })),
    ...wrongTypes(item),
  ];
}

function versionVariant(item: SentItem): readonly Variant[] {
  if (!item.request.header.some(({ key }) => key === 'Version')) return [];
  const header = item.request.header.map((one) =>
    one.key === 'Version' ? { ...one, value: '1999-01-01' } : one,
  );
  return [{ fault: 'wrong Version', isAuth: false, item: withRequest(item, { header }) }];
}

/** The first field of a JSON object that is no text becomes an object, which no field of a plain type takes. */
function wrongTypes(item: SentItem): readonly Variant[] {
  const { body } = item.request;
  if (body?.mode !== 'raw') return [];
  const value = parsed(body.raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const field = Object.entries(value).find(
    ([, inner]) => typeof inner === 'number' || typeof inner === 'boolean',
  )?.[0];
  if (field === undefined) return [];
  const raw = JSON.stringify({ ...value, [field]: { wrong: 'type' } });
  return [
    { fault: `wrong type of ${field}`, isAuth: false, item: withRequest(item, { body: { ...body, raw } }) },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: there is no field to change.
    return undefined;
  }
}

function withRequest(item: SentItem, change: Partial<SentItem['request']>): SentItem {
  return { ...item, request: { ...item.request, ...change } };
}

function withQuery(item: SentItem, change: (query: readonly KeyValue[]) => readonly KeyValue[]): SentItem {
  return withRequest(item, { url: { ...item.request.url, query: change(item.request.url.query ?? []) } });
}
