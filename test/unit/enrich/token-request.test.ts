import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { built, operation } from '../built-from.ts';

const text = { type: 'string' };
const grant = { type: 'string', enum: ['authorization_code', 'refresh_token'] };
const form = (type: string, path = '/oauth/token'): JsonObject => {
  const properties = {
    client_id: text,
    client_secret: text,
    grant_type: grant,
    code: text,
    refresh_token: text,
  };
  const schema = { type: 'object', required: ['client_id', 'client_secret', 'grant_type'], properties };
  return operation({ requestBody: { content: { [type]: { schema } } } }, { path, method: 'post' });
};

interface Field {
  readonly key: string;
  readonly value: string;
  readonly disabled?: boolean;
}

describe('rule token-request', () => {
  it.each([
    ['application/x-www-form-urlencoded', 'urlencoded'],
    ['multipart/form-data', 'formdata'],
  ])('puts variables in place of what is a person’s own, and asks for the code: %s', async (type, mode) => {
    const { bundle, item } = await built(form(type));
    const body = item.request.body as unknown as { readonly [mode: string]: readonly Field[] };
    const fields = Object.fromEntries(body[mode]?.map((field) => [field.key, field]) ?? []);
    expect(fields['client_id']).toMatchObject({ value: '{{client_id}}' });
    expect(fields['client_secret']).toMatchObject({ value: '{{client_secret}}' });
    expect(fields['refresh_token']).toMatchObject({ value: '{{refresh_token}}', disabled: true });
    expect(fields['code']).not.toHaveProperty('disabled');
    const names = ['client_id', 'client_secret', 'refresh_token'];
    expect(bundle.credentials).toEqual(names);
    expect(bundle.variables.map(({ key, value }) => [key, value])).toEqual(names.map((name) => [name, '']));
    expect(item.request.description).toContain('Takes `{{client_secret}}` from your environment');
  });

  it.each([
    ['another operation', form('application/x-www-form-urlencoded', '/oauth/other')],
    ['a body that is no form', form('application/json')],
  ])('leaves alone %s', async (_name, root) => {
    const { bundle, item } = await built(root);
    expect(JSON.stringify(item.request)).not.toContain('{{client_secret}}');
    expect(bundle.credentials).toEqual([]);
  });
});
