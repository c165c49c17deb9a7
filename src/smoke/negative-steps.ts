import type { Item, KeyValue } from '../model/collection.ts';
import type { ModulePlan, PlannedStep } from '../model/smoke.ts';

type SentItem = PlannedStep['item'];

/** One fault put into a request. */
interface Variant {
  readonly fault: string;
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
  const refused = steps.filter((step) => refusalsOf(step).length > 0);
  const planned = refused.flatMap((step) =>
    variantsOf(step.item).map(
      ({ fault, item }): PlannedStep => ({
        ...step,
        purpose: fault,
        cleansUp: [],
        item: {
          ...item,
          id: `${item.id} ${fault}`,
          name: `${item.name}: ${fault}`,
          event: [testOf(template, step, fault)],
        },
      }),
    ),
  );
  const skipped = steps
    .filter((step) => !refused.includes(step))
    .map(({ key, name }) => ({ key, name, reason: 'the spec documents no 4xx' }));
  return { steps: planned, skipped };
}

function refusalsOf({ statuses }: PlannedStep): readonly (number | '4XX')[] {
  const codes = statuses.filter((status) => /^4\d\d$/.test(status)).map(Number);
  return statuses.some((status) => status === '4XX' || status === 'default') ? [...codes, '4XX'] : codes;
}

function testOf(template: string, step: PlannedStep, fault: string): NonNullable<Item['event']>[number] {
  // Our own words and numbers only: no text of the spec is in them.
  const spec = JSON.stringify({
    refusals: refusalsOf(step),
    fault: fault.replaceAll(/[^\w .:-]/g, '_'),
    trace: 'traceId',
  });
  return {
    listen: 'test',
    script: { type: 'text/javascript', exec: template.replace('{} /* spec */', () => spec).split('\n') },
  };
}

function variantsOf(item: SentItem): readonly Variant[] {
  const { request } = item;
  const isOpen = request.auth?.type === 'noauth';
  return [
    ...(isOpen ? [] : [{ fault: 'no token', item: withRequest(item, { auth: { type: 'noauth' } }) }]),
    ...versionVariant(item),
    ...(request.url.query ?? [])
      .filter(({ disabled }) => !disabled)
      .map(({ key }) => ({
        fault: `without ${key}`,
        item: withQuery(item, (query) => query.filter((one) => one.key !== key)),
      })),
    ...wrongTypes(item),
  ];
}

function versionVariant(item: SentItem): readonly Variant[] {
  if (!item.request.header.some(({ key }) => key === 'Version')) return [];
  const header = item.request.header.map((one) =>
    one.key === 'Version' ? { ...one, value: '1999-01-01' } : one,
  );
  return [{ fault: 'wrong Version', item: withRequest(item, { header }) }];
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
  return [{ fault: `wrong type of ${field}`, item: withRequest(item, { body: { ...body, raw } }) }];
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
