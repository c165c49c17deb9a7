import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../src/secrets/secret-name.ts';

describe('isSecretName', () => {
  it.each(['access_token', 'clientSecret', 'X-Api-Key', 'api_key_2', 'PASSWORD', 'X-Amz-Signature', 'pwd'])(
    'takes %s for a secret',
    (name) => expect(isSecretName(name)).toBe(true),
  );

  it.each(['token_url', 'secretary', 'object_key', 'contact_id', 'author', 'passenger', 'country_code'])(
    'takes %s for none',
    (name) => expect(isSecretName(name)).toBe(false),
  );
});
