import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../src/model/collection.ts';
import { fingerprintOf, withFingerprint } from '../../../src/postman/fingerprint.ts';

const COLLECTION: Collection = {
  info: { _postman_id: 'c-1', name: 'Boats', description: '', schema: '' },
  item: [],
  auth: { type: 'noauth' },
  variable: [{ key: 'boat_id', value: 'b-1', type: 'string' }],
};

describe('the fingerprint of a collection', () => {
  const marked = withFingerprint(COLLECTION);

  it('stands behind its variables and says what it is', () => {
    expect(marked.variable.map(({ key }) => key)).toEqual(['boat_id', 'spec_build']);
    expect(marked.variable.at(-1)?.description).toContain('merge');
    expect(fingerprintOf(marked)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is the same for the same content, with or without one', () => {
    expect(withFingerprint(marked)).toEqual(marked);
  });

  it('changes with the content', () => {
    const renamed = { ...COLLECTION, info: { ...COLLECTION.info, name: 'Ships' } };
    expect(fingerprintOf(withFingerprint(renamed))).not.toBe(fingerprintOf(marked));
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no variables', {}],
    ['variables that are no list', { variable: 'spec_build' }],
    ['no such variable', COLLECTION],
    ['a value of another form', { variable: [{ key: 'spec_build', value: '../../etc/passwd' }, null, 3] }],
  ])('is not found in %s', (_name, collection) => expect(fingerprintOf(collection)).toBeUndefined());
});
