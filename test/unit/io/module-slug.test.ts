import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moduleSlug } from '../../../src/io/module-slug.ts';

describe('moduleSlug', () => {
  it.each([
    ['a plain name', { given: 'contacts', want: 'contacts' }],
    ['a double ending', { given: 'contacts.openapi', want: 'contacts-openapi' }],
    ['capitals and blanks', { given: 'Email ISV  (v2)', want: 'email-isv-v2' }],
    ['underscores', { given: '__phone_system__', want: 'phone-system' }],
    ['diacritics', { given: 'Ünïcode-Çalendár', want: 'unicode-calendar' }],
    ['a capital with a dot, which lower case would split', { given: 'İletişim', want: 'iletisim' }],
    ['compatibility forms', { given: 'ＡＰＩ ①', want: 'api-1' }],
    ['runs of hyphens', { given: '--a---b--', want: 'a-b' }],
    ['a path that would climb', { given: '../../etc/passwd', want: 'etc-passwd' }],
    ['a name of JavaScript', { given: '__proto__', want: 'proto' }],
    ['a device of Windows', { given: 'CON', want: 'con-spec' }],
    ['a numbered device of Windows', { given: 'lpt¹', want: 'lpt1-spec' }],
    ['no device of Windows', { given: 'com10', want: 'com10' }],
    ['80 letters', { given: 'a'.repeat(80), want: 'a'.repeat(80) }],
    ['only an emoji', { given: '🚀', want: 'spec-ebbc0b28' }],
  ])('%s', (_name, { given, want }) => {
    expect(moduleSlug(given)).toBe(want);
  });

  it('keeps long names apart', () => {
    const [one, other] = [moduleSlug(`${'a'.repeat(100)}1`), moduleSlug(`${'a'.repeat(100)}2`)];
    expect(one).toMatch(/^a{71}-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });

  it('keeps names apart of which no letter is left', () => {
    expect(moduleSlug('контакты')).toMatch(/^spec-[0-9a-f]{8}$/);
    expect(moduleSlug('контакты')).not.toBe(moduleSlug('календарь'));
  });

  it('gives a name that is handed out decomposed the same slug', () => {
    for (const name of ['Übung', 'й', `${'é'.repeat(100)}`]) {
      expect(moduleSlug(name.normalize('NFD'))).toBe(moduleSlug(name.normalize('NFC')));
    }
  });

  it('is a safe file name, whatever it is given', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('con', 'NUL.', 'aux', 'com1', 'Lpt9'),
    );
    fc.assert(
      fc.property(anything, (name) => {
        const slug = moduleSlug(name);
        expect(slug).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/);
        expect(slug).not.toMatch(/^(con|prn|aux|nul|com[1-9]|lpt[1-9])$|--|-$/);
        expect(moduleSlug(slug)).toMatch(slug.endsWith('-spec') ? /./ : new RegExp(`^${slug}$`));
      }),
    );
  });
});
