import type { Operation } from '../../model/api.ts';
import type { KeyValue, Request } from '../../model/collection.ts';
import type { HeaderRule } from '../../model/config.ts';
import { isWebhook } from '../../postman/is-webhook.ts';
import { describeParameter } from '../describe-parameter.ts';
import { requestRule, withRequest } from '../rule.ts';
import { serialisePairs, serialiseText } from '../serialise.ts';

/** Header and cookie parameters, the profile's header rules, and `Content-Type` and `Accept`. */
export const headers = requestRule('headers', (bundled, _bundle, { profile }) => {
  const { operation, item } = bundled;
  const dropped = new Set(['content-type', 'accept', ...namesOf(profile.headers, 'drop')]);
  // What the profile sets is for the API: it may hold a key.
  const rules = isWebhook(bundled) ? [] : profile.headers;
  const set = new Map(
    rules.flatMap((rule) => (rule.action === 'set' ? [[rule.name.toLowerCase(), rule] as const] : [])),
  );
  const declared = [...headerParameters(operation), ...cookies(operation)]
    .filter(({ key }) => !dropped.has(key.toLowerCase()))
    .map((header) => chosen(header, set.get(header.key.toLowerCase())?.value));
  const present = new Set(declared.map(({ key }) => key.toLowerCase()));
  const added = [...set]
    .filter(([key]) => !present.has(key))
    .map(([, { name, value }]) => ({ key: name, value }));
  return withRequest(bundled, { header: [...declared, ...added, ...negotiation(item.request)] });
});

/** The profile's value, for a header that the operation leaves to the sender. */
function chosen(header: KeyValue, value: string | undefined): KeyValue {
  if (value === undefined || !header.disabled) return header;
  const { disabled: _disabled, ...enabled } = header;
  return { ...enabled, value };
}

function namesOf(rules: readonly HeaderRule[], action: HeaderRule['action']): readonly string[] {
  return rules.filter((rule) => rule.action === action).map(({ name }) => name.toLowerCase());
}

function headerParameters({ parameters }: Operation): readonly KeyValue[] {
  return parameters
    .filter(({ in: place }) => place === 'header')
    .map((parameter) =>
      entry(
        parameter.name,
        headerText(serialiseText(parameter)),
        describeParameter(parameter),
        parameter.required,
      ),
    );
}

/** Cookies are sent in one header; a required one makes it enabled. */
function cookies({ parameters }: Operation): readonly KeyValue[] {
  const found = parameters.filter(({ in: place }) => place === 'cookie');
  if (found.length === 0) return [];
  const required = found.filter((parameter) => parameter.required);
  const sent = required.length > 0 ? required : found;
  const pairs = sent.flatMap((parameter) =>
    serialisePairs(parameter).map(([key, value]) => `${key}=${value}`),
  );
  const description = found
    .map((parameter) => {
      const words = describeParameter(parameter);
      return words === '' ? parameter.name : `${parameter.name}: ${words}`;
    })
    .join('\n');
  return [entry('Cookie', headerText(pairs.join('; ')), description, required.length > 0)];
}

function entry(key: string, value: string, description: string, required: boolean): KeyValue {
  return {
    key,
    value,
    ...(description === '' ? {} : { description }),
    ...(required ? {} : { disabled: true }),
  };
}

/**
 * RFC 9110, section 5.5: a line break would end the header, other controls are refused, and what is beyond Latin-1 has
 * no byte to be sent as.
 */
function headerText(value: string): string {
  return value
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .replaceAll(/[^ -\u00ff]/gu, (character) => encodeURIComponent(character));
}

/** A multipart body's type is written by the sender, which alone knows the boundary. */
function negotiation({ header, body }: Request): readonly KeyValue[] {
  const kept = header.filter(({ key, value }) => {
    if (key === 'Content-Type') return body?.mode !== 'formdata' && !value.includes('*');
    return key === 'Accept';
  });
  return kept.map(({ key, value }) => ({ key, value: headerText(value) }));
}
