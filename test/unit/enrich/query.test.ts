import { describe, expect, it } from 'vitest';
import { built, operation } from '../built-from.ts';

const inQuery = (name: string, more: object = {}): object => ({
  name,
  in: 'query',
  schema: { type: 'string', example: 'v' },
  ...more,
});
const needed = (name: string, schema: object, more: object = {}): object =>
  inQuery(name, { required: true, schema, ...more });
const pair = { type: 'object', example: { b: 1, c: ['x', 'y'] } };

describe('rule query', () => {
  it.each<[string, { given: readonly object[]; want: readonly object[] }]>([
    [
      'a required one is enabled',
      { given: [inQuery('a', { required: true })], want: [{ key: 'a', value: 'v' }] },
    ],
    [
      'an optional one is there, disabled, with what it is for',
      {
        given: [inQuery('a', { description: 'What for.' })],
        want: [{ key: 'a', value: 'v', description: 'What for.', disabled: true }],
      },
    ],
    [
      'one without an example has a value of its type',
      { given: [needed('limit', { type: 'integer', minimum: 7, maximum: 7 })], want: [{ value: '7' }] },
    ],
    [
      'its default, where it has one',
      { given: [needed('limit', { type: 'integer', default: 20 })], want: [{ value: '20' }] },
    ],
    [
      'a null, which a URL cannot say, is a value',
      {
        given: [needed('limit', { type: 'integer', nullable: true, minimum: 7, default: null })],
        want: [{ value: '7' }],
      },
    ],
    [
      'one that skips records starts with the first',
      {
        given: [
          needed('skip', { type: 'integer', example: 10 }),
          needed('offset', { type: 'string', example: '20' }),
          needed('page', { type: 'integer', example: 3 }),
        ],
        want: [{ value: '0' }, { value: '0' }, { value: '1' }],
      },
    ],
    [
      'where the spec says that it starts',
      {
        given: [
          needed('offset', { type: 'integer', minimum: 1, example: 10 }),
          needed('page', { type: 'integer', example: 0 }),
          needed('page_number', { type: 'integer', minimum: 0, example: 3 }),
        ],
        want: [{ value: '1' }, { value: '0' }, { value: '0' }],
      },
    ],
    [
      'unless it is not sent',
      {
        given: [inQuery('skip', { schema: { type: 'integer', example: 10 } })],
        want: [{ value: '10', disabled: true }],
      },
    ],
    [
      'or only sounds like one',
      { given: [needed('pageSize', { type: 'integer', example: 10 })], want: [{ value: '10' }] },
    ],
    ...(
      [
        ['SMALL or LARGE', 'SMALL'],
        ['either LARGE or SMALL', 'LARGE'],
        ['large', 'LARGE'],
        ['LARGE,SMALL', 'LARGE'],
        ['HUGE', 'SMALL'],
      ] as const
    ).map(([example, value]): [string, { given: readonly object[]; want: readonly object[] }] => [
      `of the choices, what “${example}” names`,
      { given: [needed('size', { enum: ['SMALL', 'LARGE'], example })], want: [{ value }] },
    ]),
    [
      'its choices are told',
      {
        given: [needed('order', { enum: ['asc', 'desc'] }, { description: 'Sort order' })],
        want: [{ value: 'asc', description: 'Sort order. One of `asc`, `desc`.' }],
      },
    ],
    [
      'choices that the description tells are not repeated',
      {
        given: [needed('order', { enum: ['asc', 'desc'] }, { description: 'asc or desc' })],
        want: [{ description: 'asc or desc' }],
      },
    ],
    [
      'its named examples are told, the first is sent',
      {
        given: [inQuery('q', { examples: { one: { value: 'a b' }, two: { value: 'c' } } })],
        want: [{ key: 'q', value: 'a b', description: 'Examples: one `a b`, two `c`.' }],
      },
    ],
    [
      'a deprecated one says so',
      {
        given: [inQuery('a', { deprecated: true, description: 'Old.' })],
        want: [{ description: '**Deprecated.** Old.' }],
      },
    ],
    [
      'falsy examples are values too',
      {
        given: [
          needed('a', { type: 'integer', example: 0 }),
          needed('b', { type: 'boolean', example: false }),
          needed('c', { type: 'string', example: '' }),
        ],
        want: [
          { key: 'a', value: '0' },
          { key: 'b', value: 'false' },
          { key: 'c', value: '' },
        ],
      },
    ],
    [
      'an array, one by one',
      {
        given: [needed('a', { type: 'array', example: ['x', 'y'] })],
        want: [
          { key: 'a', value: 'x' },
          { key: 'a', value: 'y' },
        ],
      },
    ],
    [
      'an array in one',
      {
        given: [needed('a', { type: 'array', example: ['x', 'y'] }, { explode: false })],
        want: [{ key: 'a', value: 'x,y' }],
      },
    ],
    [
      'an array between bars',
      {
        given: [needed('a', { type: 'array', example: ['x', 'y'] }, { style: 'pipeDelimited' })],
        want: [{ key: 'a', value: 'x|y' }],
      },
    ],
    [
      'an empty array',
      { given: [needed('a', { type: 'array', example: [] })], want: [{ key: 'a', value: '' }] },
    ],
    [
      'an object, field by field',
      {
        given: [needed('a', pair)],
        want: [
          { key: 'b', value: '1' },
          { key: 'c', value: '["x","y"]' },
        ],
      },
    ],
    [
      'an object in one',
      {
        given: [needed('a', { type: 'object', example: { b: 1, c: 'x' } }, { explode: false })],
        want: [{ key: 'a', value: 'b,1,c,x' }],
      },
    ],
    [
      'a deep object',
      {
        given: [
          needed(
            'a',
            { type: 'object', example: { b: 1, c: { d: 2 } } },
            { style: 'deepObject', explode: true },
          ),
        ],
        want: [
          { key: 'a[b]', value: '1' },
          { key: 'a[c][d]', value: '2' },
        ],
      },
    ],
    [
      'a deep object with a list and a null',
      {
        given: [
          needed(
            'a',
            { type: 'object', example: { b: ['x', { d: 2 }], e: null } },
            { style: 'deepObject', explode: true },
          ),
        ],
        want: [
          { key: 'a[b][0]', value: 'x' },
          { key: 'a[b][1][d]', value: '2' },
          { key: 'a[e]', value: '' },
        ],
      },
    ],
    [
      'a deep list',
      {
        given: [needed('a', { type: 'array', example: ['x', 'y'] }, { style: 'deepObject', explode: true })],
        want: [
          { key: 'a[0]', value: 'x' },
          { key: 'a[1]', value: 'y' },
        ],
      },
    ],
    [
      'an empty deep object',
      {
        given: [needed('a', { type: 'object', example: {} }, { style: 'deepObject', explode: true })],
        want: [{ key: 'a', value: '' }],
      },
    ],
    [
      'one that is serialised as JSON',
      {
        given: [
          {
            name: 'filter',
            in: 'query',
            required: true,
            content: { 'application/json': { schema: { type: 'object', example: { a: 1 } } } },
          },
        ],
        want: [{ key: 'filter', value: '{"a":1}' }],
      },
    ],
    [
      'a name out of the object prototype',
      { given: [inQuery('__proto__', { required: true })], want: [{ key: '__proto__', value: 'v' }] },
    ],
  ])('%s', async (_name, { given, want }) => {
    const { query } = (await built(operation({ parameters: given }))).item.request.url;
    expect(query).toMatchObject(want);
    expect(query?.length).toBe(want.length);
    if (given.some((parameter) => 'required' in parameter))
      expect(query?.every(({ disabled }) => disabled === undefined)).toBe(true);
  });

  it('leaves the key out where there are no parameters', async () => {
    expect('query' in (await built(operation({}))).item.request.url).toBe(false);
  });

  it('a description of several lines is not drawn into what follows', async () => {
    const parameters = [
      inQuery('a', { description: '| a |\n|---|\n| b |', schema: { enum: ['x', 'y'] } }),
      inQuery('b', { description: 'So:\n```\ncode', schema: { enum: ['x', 'y'] } }),
    ];
    const { item } = await built(operation({ parameters }));
    expect(item.request.url.query?.map(({ description }) => description)).toEqual([
      '| a |\n|---|\n| b |\n\nOne of `x`, `y`.',
      'So:\n```\ncode\n```\n\nOne of `x`, `y`.',
    ]);
  });
});

describe('rule parameter-variables in the query', () => {
  const location = { enum: ['location'] };
  it.each<[string, { given: readonly object[]; want: readonly object[] }]>([
    [
      'the account is enabled though optional',
      { given: [inQuery('locationId')], want: [{ value: '{{location_id}}', description: 'Example: `v`' }] },
    ],
    ['the account in snake case', { given: [inQuery('location_id')], want: [{ value: '{{location_id}}' }] }],
    [
      'altId where altType can only be location',
      {
        given: [needed('altId', {}), needed('altType', location)],
        want: [{ value: '{{location_id}}' }, { value: 'location' }],
      },
    ],
    [
      'altId where altType is optional and can only be location',
      {
        given: [inQuery('altId'), inQuery('altType', { schema: location })],
        want: [{ value: '{{location_id}}' }, { value: 'location', disabled: true }],
      },
    ],
    [
      'a required id of another entity',
      { given: [needed('calendarId', { example: 'c' })], want: [{ value: '{{calendar_id}}' }] },
    ],
    [
      'an optional id of another entity stays an example',
      { given: [inQuery('calendarId')], want: [{ value: 'v', disabled: true }] },
    ],
  ])('%s', async (_name, { given, want }) => {
    const { query = [] } = (await built(operation({ parameters: given }))).item.request.url;
    expect(query).toMatchObject(want);
    expect(query.map(({ disabled }) => disabled)).toEqual(
      want.map((parameter) => ('disabled' in parameter ? parameter.disabled : undefined)),
    );
  });

  it.each<[string, readonly object[]]>([
    ['altId where altType may be something else', [needed('altType', { enum: ['location', 'company'] })]],
    ['altId where altType says nothing', [needed('altType', { type: 'string' })]],
    ['altId alone', []],
  ])('%s is not the account', async (_name, others) => {
    const { item } = await built(operation({ parameters: [needed('altId', { example: 'v' }), ...others] }));
    expect(item.request.url.query?.[0]?.value).not.toBe('{{location_id}}');
  });
});
