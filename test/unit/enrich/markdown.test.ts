import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closed, codeBlock, codeSpan, inline, link, plain, sentences } from '../../../src/enrich/markdown.ts';
import { shortText } from '../../../src/enrich/short-text.ts';

const markdown = fc
  .array(
    fc.constantFrom(
      '```',
      '~~~~',
      '<!--',
      '-->',
      '<pre>',
      '</pre>',
      '<![CDATA[',
      '- ',
      '> ',
      ' ',
      '\n',
      'a',
      '…',
      '😀',
    ),
  )
  .map((parts) => parts.join(''));

describe('markdown', () => {
  it.each<[string, { given: string; want: string }]>([
    ['text', { given: 'a b', want: '`a b`' }],
    ['a backtick', { given: 'a `b', want: '``a `b``' }],
    ['backticks at its ends', { given: '`a``', want: '``` `a`` ```' }],
    ['several lines', { given: ' a\n b ', want: '`a b`' }],
    ['nothing', { given: ' ', want: '' }],
  ])('codeSpan holds %s', (_name, { given, want }) => {
    expect(codeSpan(given)).toBe(want);
  });

  it.each<[string, { given: string; want: string }]>([
    [
      'code, links and emphasis',
      {
        given: 'Use `a_b` or\n[docs](https://x.example/a_b) **now**, _not_ *later*',
        want: 'Use `a_b` or [docs](https://x.example/a_b) **now**, _not_ *later*',
      },
    ],
    ['code in emphasis', { given: '**the `a*b` [x]**', want: '**the `a*b` \\[x\\]**' }],
    [
      'an address',
      {
        given: 'see https://x.example/a_b and <https://y.example>',
        want: 'see https://x.example/a_b and <https://y.example>',
      },
    ],
    ['what is escaped already', { given: 'a\\_b &lt;p&gt; &c', want: 'a\\_b &lt;p&gt; \\&c' }],
    [
      'names as they are',
      { given: 'YYYY_MM_DD, 2 * 3 * 4, a|b', want: 'YYYY\\_MM\\_DD, 2 \\* 3 \\* 4, a\\|b' },
    ],
    ['no tag', { given: '<img src=x onerror=y> `<b>`', want: '\\<img src=x onerror=y\\> `<b>`' }],
    ['no image', { given: '![a](https://x.example/pixel)', want: '!\\[a\\](https://x.example/pixel)' }],
    ['no script', { given: '[a](javascript:alert(1))', want: '\\[a\\](javascript:alert(1))' }],
    ['nothing that is left open', { given: '`a **b [c](https://x', want: '\\`a \\*\\*b \\[c\\](https://x' }],
    [
      'no tag behind an address that would open code',
      { given: '[a](https://x`y) `<i>`', want: '\\[a\\](https://x`y) `\\<i\\>\\`' },
    ],
  ])('inline keeps %s', (_name, { given, want }) => {
    expect(inline(given)).toBe(want);
  });

  it('inline lets no tag stand outside of code, whatever is mixed', () => {
    const parts = fc.constantFrom(
      '`',
      '``',
      '\\',
      '<b>',
      '[a](https://x',
      ')',
      '![',
      '*',
      '**',
      '_',
      ' ',
      'a',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (given) => {
        // Escapes first, then code: what CommonMark reads from left to right.
        const bare = inline(given.join('')).replaceAll(/\\[!-/:-@[-`{-~]|(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
        return !/<b|[`\\]/.test(bare);
      }),
    );
  });

  it.each<[string, { given: readonly [string, string]; want: string }]>([
    ['a page', { given: ['a [b]', 'https://x.example/(1)'], want: '[a \\[b\\]](<https://x.example/(1)>)' }],
    ['a script', { given: ['a', 'javascript:alert(1)'], want: 'a javascript:alert(1)' }],
    [
      'an address that would end the link',
      { given: ['a', 'https://x.example/>b'], want: 'a https://x.example/\\>b' },
    ],
    ['a relative address', { given: ['a', '/b_c'], want: 'a /b\\_c' }],
  ])('link leads to %s', (_name, { given, want }) => {
    expect(link(...given)).toBe(want);
  });

  it.each<[string, { given: readonly string[]; want: string }]>([
    ['with a stop between them', { given: ['a', 'b'], want: 'a. b' }],
    ['with the stop that is there', { given: ['a!', 'b.', 'c'], want: 'a! b. c' }],
    ['without the empty ones', { given: ['', 'a', '', 'b'], want: 'a. b' }],
    ['apart, after a block', { given: ['- a\n- b', 'c', 'd'], want: '- a\n- b\n\nc\n\nd' }],
  ])('sentences stand %s', (_name, { given, want }) => {
    expect(sentences(given)).toBe(want);
  });

  it('closed leaves nothing open, and what is closed as it is', () => {
    fc.assert(fc.property(markdown, (text) => closed(closed(text)) === closed(text)));
  });

  it('codeBlock’s fence stands nowhere inside', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const [fence = '', ...rest] = codeBlock(text, '').split('\n');
        return rest.at(-1) === fence && !text.includes(fence);
      }),
    );
  });

  it('plain leaves no character that Markdown acts on', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => !/(?<!\\)(?:\\\\)*[`*_[\]<>|#&~]/.test(` ${plain(text)}`.replaceAll(/\\./g, '')),
      ),
    );
  });

  it('shortText is no longer than asked, and cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        const short = shortText(text, most);
        return short.length <= most && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(short);
      }),
    );
  });
});
