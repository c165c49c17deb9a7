import type { Body, FormField, KeyValue } from '../../model/collection.ts';
import type { ProfileTokens } from '../../model/config.ts';
import { codeSpan } from '../markdown.ts';
import { type Rule, withRequest } from '../rule.ts';

/**
 * The form of the profile's token operation (RFC 6749, sections 4.1.3 and 6) holds no secret of a person but the
 * variables for them, and asks for the code that its grant type needs.
 */
export const tokenRequest: Rule = {
  id: 'token-request',
  apply: (bundle, { profile: { tokens }, environmentVariables }) => {
    const own = bundle.requests.find(({ operation }) => operation.key === tokens?.operation);
    const body = own?.item.request.body;
    if (!tokens || !own || !body) return { value: bundle, diagnostics: [] };
    const fields = fieldsOf(tokens);
    const names = keysOf(body).flatMap((key) => fields.get(key) ?? []);
    const request = withRequest(own, { body: withVariables(body, fields) });
    const notes = names.map((name) => `Takes ${codeSpan(`{{${name}}}`)} from your environment`);
    const variables = names
      .filter((name) => !environmentVariables.has(name))
      .map((key) => ({ key, value: '', type: 'string' as const, description: YOURS }));
    return {
      value: {
        ...bundle,
        requests: bundle.requests.map((one) =>
          one === own ? { ...request, notes: [...own.notes, ...notes] } : one,
        ),
        variables: [...bundle.variables, ...variables],
        credentials: [...bundle.credentials, ...names],
      },
      diagnostics: [],
    };
  },
};

const YOURS =
  'Yours alone: set it as a secret of your environment or as a current value, which is not shared.';

function fieldsOf({ clientId, clientSecret, refreshToken }: ProfileTokens): ReadonlyMap<string, string> {
  return new Map([
    ['client_id', clientId],
    ['client_secret', clientSecret],
    ['refresh_token', refreshToken],
  ]);
}

function keysOf(body: Body): readonly string[] {
  if (body.mode === 'urlencoded') return body.urlencoded.map(({ key }) => key);
  return body.mode === 'formdata' ? body.formdata.map(({ key }) => key) : [];
}

function withVariables(body: Body, fields: ReadonlyMap<string, string>): Body {
  if (body.mode === 'urlencoded')
    return { ...body, urlencoded: body.urlencoded.map((field) => filledIn(field, fields)) };
  if (body.mode !== 'formdata') return body;
  return {
    ...body,
    formdata: body.formdata.map(
      (field): FormField => (field.type === 'text' ? filledIn(field, fields) : field),
    ),
  };
}

function filledIn<Field extends KeyValue>(field: Field, fields: ReadonlyMap<string, string>): Field {
  const name = fields.get(field.key);
  if (name !== undefined) return { ...field, value: `{{${name}}}` };
  if (field.key !== 'code') return field;
  // Optional in the specs, since the other grant type has none.
  const { disabled: _disabled, ...enabled } = field;
  return enabled as Field;
}
