import type { Body, FormField, KeyValue } from '../../model/collection.ts';
import type { Profile } from '../../model/config.ts';
import type { Json } from '../../model/json.ts';
import { chooseContent } from '../../postman/choose-content.ts';
import { isArray, isObject } from '../../schema/read.ts';
import { accountFields, filledBy } from '../account-variable.ts';
import { codeSpan } from '../markdown.ts';
import { requestRule } from '../rule.ts';
import { plainText } from '../serialise.ts';

/**
 * Body fields that name the account hold its variable, at every depth, and ids of other entities theirs; the spec's
 * examples move to the description.
 */
export const bodyVariables = requestRule('body-variables', (bundled, { api }, { profile, variables }) => {
  const { operation, item } = bundled;
  const { body } = item.request;
  const media = operation.body && chooseContent(operation.body.contents);
  if (!body || !media) return bundled;
  const fields = accountFields(media.schema ?? {}, api.schemas, profile);
  const replaced = new Map<string, Set<string>>();
  const ids = variables.fieldsOf(operation);
  const filled = fillBody(body, { fields, ids, profile, replaced });
  const examples = [...replaced].map(([variable, values]) => {
    return `${codeSpan(`{{${variable}}}`)} stands in the body for ${[...values].map(codeSpan).join(', ')}`;
  });
  return {
    ...bundled,
    notes: [...bundled.notes, ...examples],
    item: { ...item, request: { ...item.request, body: filled } },
  };
});

interface Fill {
  /** Field at the top of the body -> variable. */
  readonly fields: ReadonlyMap<string, string>;
  /** Place in the body -> variable. */
  readonly ids: ReadonlyMap<string, string>;
  readonly profile: Profile;
  /** Variable -> the values that it took the place of. */
  readonly replaced: Map<string, Set<string>>;
}

function fillBody(body: Body, fill: Fill): Body {
  switch (body.mode) {
    case 'raw':
      return { ...body, raw: body.options?.raw.language === 'json' ? fillJson(body.raw, fill) : body.raw };
    case 'urlencoded':
      return { ...body, urlencoded: body.urlencoded.map((field) => fillPair(field, fill)) };
    case 'formdata':
      return {
        ...body,
        formdata: body.formdata.map((field) =>
          field.type === 'file' ? field : (fillPair(field, fill) as FormField),
        ),
      };
    default:
      return body;
  }
}

function fillPair<Field extends KeyValue>(field: Field, fill: Fill): Field {
  const variable = fill.fields.get(field.key);
  if (variable === undefined) return field;
  const { disabled: _disabled, ...enabled } = field;
  return { ...enabled, value: hold(variable, field.value, fill) } as Field;
}

function fillJson(raw: string, fill: Fill): string {
  let value: Json;
  try {
    value = JSON.parse(raw) as Json;
  } catch {
    // The spec gives a body that is not the JSON that it claims to be: kept as it is, and reported by its example.
    return raw;
  }
  return JSON.stringify(fillTop(value, fill), null, 2);
}

/** At the top the schema decides, and a documented example that leaves the field out gets it. */
function fillTop(value: Json, fill: Fill): Json {
  if (!isObject(value)) return fillDeep(value, '', fill);
  const missing = [...fill.fields].filter(([name]) => !Object.hasOwn(value, name));
  const inner = Object.entries(value).map(([name, field]): [string, Json] => {
    const variable = fill.fields.get(name);
    return [name, variable === undefined ? fillField(name, field, name, fill) : hold(variable, field, fill)];
  });
  return Object.fromEntries([
    ...inner,
    ...missing.map(([name, variable]): [string, Json] => [name, `{{${variable}}}`]),
  ]);
}

/** `place`: of the value in the body, `items[]` for each entry of a list. */
function fillDeep(value: Json, place: string, fill: Fill): Json {
  if (isArray(value)) return value.map((item) => fillDeep(item, `${place}[]`, fill));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => [
    name,
    fillField(name, inner, `${place}.${name}`, fill),
  ]);
  return Object.fromEntries(entries);
}

function fillField(name: string, value: Json, place: string, fill: Fill): Json {
  const listed = isArray(value) ? fill.ids.get(`${place}[]`) : undefined;
  // One id of a kind is what a run has, however many the example lists.
  if (listed !== undefined) return [hold(listed, value, fill)];
  const account = typeof value === 'string' ? filledBy(name, fill.profile, () => undefined) : undefined;
  const variable = account?.name ?? fill.ids.get(place);
  return variable === undefined ? fillDeep(value, place, fill) : hold(variable, value, fill);
}

function hold(variable: string, value: Json, { replaced }: Fill): string {
  const values = replaced.get(variable) ?? new Set();
  replaced.set(variable, values.add(plainText(value)));
  return `{{${variable}}}`;
}
