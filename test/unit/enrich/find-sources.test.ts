import { describe, expect, it } from 'vitest';
import { built, document } from '../built-from.ts';

interface Case {
  /** By method and path: the example of the success, and what more there is to the operation. */
  readonly given: Record<string, { readonly body?: unknown; readonly more?: object }>;
  /** `variable <- producer place`, of every source. */
  readonly want: readonly string[];
}

const needed = (name: string, more: object = {}): object => ({
  parameters: [{ name, in: 'query', required: true, schema: { type: 'string' }, ...more }],
});

async function sourcesIn(given: Case['given']): Promise<readonly string[]> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [key, { body, more }] of Object.entries(given)) {
    const [method = '', path = ''] = key.split(' ');
    const content = body === undefined ? {} : { content: { 'application/json': { example: body } } };
    const operation = { responses: { 200: { description: 'ok', ...content } }, ...more };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const { links } = (await built(document({ paths }))).bundle;
  return links.flatMap(({ variable, sources }) =>
    sources.map(({ producer, path }) => `${variable} <- ${producer} ${path.join('.')}`),
  );
}

describe('which operation gives a variable', () => {
  it.each<[string, Case]>([
    ...['search', 'all', 'list'].map((word): [string, Case] => [
      `the list that ends in ${word}`,
      {
        given: { [`GET /robots/${word}`]: { body: { robots: [{ id: 'r' }] } }, 'GET /robots/{robotId}': {} },
        want: [`robot_id <- GET /robots/${word} robots.0.id`],
      },
    ]),
    [
      'the whole list before the search in it, and a search that posts',
      {
        given: {
          'POST /robots/search': { body: { robots: [{ id: 'r' }] } },
          'GET /robots/search': { body: { robots: [{ id: 'r' }] } },
          'GET /robots': { body: { robots: [{ id: 'r' }] } },
          'GET /robots/{robotId}': {},
        },
        want: ['GET /robots', 'GET /robots/search', 'POST /robots/search'].map(
          (key) => `robot_id <- ${key} robots.0.id`,
        ),
      },
    ],
    [
      'the list that ends in the account',
      {
        given: {
          'POST /boards': { body: { _id: 'b' } },
          'GET /boards/{locationId}': { body: { boards: [{ _id: 'b' }] } },
          'GET /boards/{locationId}/{id}': {},
        },
        want: ['board_id <- POST /boards _id', 'board_id <- GET /boards/{locationId} boards.0._id'],
      },
    ],
    [
      'the list without the account of the path that asks',
      {
        given: {
          'GET /parts/builder': { body: { id: 'p' }, more: { summary: 'Fetch the parts' } },
          'DELETE /parts/builder/{locationId}/{partId}': {},
        },
        want: ['part_id <- GET /parts/builder id'],
      },
    ],
    [
      'the list that says what it lists, and not its neighbours',
      {
        given: {
          'GET /press/site/all': {
            body: { data: [{ id: 'j' }] },
            more: { summary: 'Get Journals by owner' },
          },
          'GET /press/authors': {
            body: { data: [{ id: 'a' }] },
            more: { summary: 'Get all authors of journals' },
          },
          'GET /press/posts': { body: { data: [{ id: 'p' }] }, more: needed('journalId') },
        },
        want: ['journal_id <- GET /press/site/all data.0.id'],
      },
    ],
    [
      'a list of something else that names one beside it',
      {
        given: {
          'GET /talks': { body: { talks: [{ id: 't', guestId: 'g' }] } },
          'GET /mutes': { more: needed('guestId') },
        },
        want: ['guest_id <- GET /talks talks.0.guestId'],
      },
    ],
    [
      'nothing, where a list inside another thing has a field of that name',
      {
        given: {
          'GET /talks': { body: { talks: [{ id: 't', visits: [{ guestId: 'g' }] }] } },
          'GET /mutes': { more: needed('guestId') },
        },
        want: [],
      },
    ],
    [
      'a list of something else that holds some',
      {
        given: {
          'GET /robots': { body: { robots: [{ id: 'r', skills: [{ _id: 's' }] }] } },
          'POST /skills': { body: { id: 's' } },
          'GET /skills/{skillId}': {},
        },
        want: ['skill_id <- POST /skills id', 'skill_id <- GET /robots robots.0.skills.0._id'],
      },
    ],
    [
      'no answer that needs another entity first, for what it only mentions',
      {
        given: {
          'GET /talks': { body: { talks: [{ guestId: 'g' }] }, more: needed('roomId') },
          'GET /mutes': { more: needed('guestId') },
        },
        want: [],
      },
    ],
    [
      'an answer above the path that asks',
      {
        given: {
          'POST /crawler': { body: { data: { runId: 'r' } } },
          'GET /crawler/status': { more: needed('runId') },
        },
        want: ['run_id <- POST /crawler data.runId'],
      },
    ],
    [
      'no answer that only says again what was sent',
      {
        given: {
          'POST /fields': {
            body: { field: { shapeKey: 'k' } },
            more: { requestBody: { content: { 'application/json': { example: { shapeKey: 'k' } } } } },
          },
          'GET /fields/by-shape/{shapeKey}': {},
        },
        want: [],
      },
    ],
    [
      'for a plain id that the query must have, what the path names',
      {
        given: {
          'GET /coupon/list': { body: { data: [{ _id: 'c', code: 'X' }] } },
          'GET /coupon': { body: { _id: 'c', code: 'X' }, more: needed('id') },
        },
        want: ['coupon_id <- GET /coupon/list data.0._id'],
      },
    ],
  ])('%s', async (_name, { given, want }) => {
    expect(await sourcesIn(given)).toEqual(want);
  });
});

describe('where a response holds the id', () => {
  it.each<[string, Case]>([
    [
      'in what is called after the kind, whatever stands before it',
      {
        given: {
          'POST /quotes/{quoteId}/invoice': {
            body: { quote: { _id: 'q' }, invoice: { _id: 'i' } },
            more: { summary: 'Create invoice' },
          },
          'GET /invoices/{invoiceId}': {},
        },
        want: ['invoice_id <- POST /quotes/{quoteId}/invoice invoice._id'],
      },
    ],
    [
      'under the key where a key is asked for',
      {
        given: {
          'POST /shapes': { body: { shape: { id: 's', key: 'k' } } },
          'GET /shapes/{schemaKey}': {},
        },
        want: ['schema_key <- POST /shapes shape.key'],
      },
    ],
    [
      'not at all, where what is made is something else',
      {
        given: {
          'POST /shapes/relations': { body: { id: 'r' } },
          'GET /shapes/relations/{recordId}': {},
          'DELETE /shapes/relations/{relationId}': {},
        },
        want: ['relation_id <- POST /shapes/relations id'],
      },
    ],
    [
      'not at all, where a name is asked for and an id is given',
      {
        given: { 'GET /users': { body: [{ id: 7 }] }, 'GET /users/{username}': {} },
        want: [],
      },
    ],
    [
      'under its plain id, where the parameter is called after its collection',
      {
        given: { 'GET /orders': { body: [{ id: 7 }] }, 'GET /orders/{order}': {} },
        want: ['order <- GET /orders 0.id'],
      },
    ],
    [
      'of two ids, in the one that looks like the example',
      {
        given: {
          'GET /plans': { body: { data: [{ planId: 'plan_9Zx', _id: '6322e9c9e39fc14ab3ed7042' }] } },
          'GET /plans/{planId}': {
            more: {
              parameters: [
                {
                  name: 'planId',
                  in: 'path',
                  required: true,
                  schema: { type: 'string' },
                  example: '64bf78af39118e4011926cba',
                },
              ],
            },
          },
        },
        want: ['plan_id <- GET /plans data.0._id'],
      },
    ],
    [
      'in the only thing that the response has, however it is spelled',
      {
        given: {
          'POST /businesses': { body: { succes: true, buisness: { id: 'b' } } },
          'GET /businesses/{businessId}': {},
        },
        want: ['business_id <- POST /businesses buisness.id'],
      },
    ],
    [
      'not in the parts of what was made',
      {
        given: {
          'POST /invoices': { body: { _id: 'i', invoiceItems: [{ _id: 'x' }] } },
          'GET /invoices/{invoiceId}': {},
        },
        want: ['invoice_id <- POST /invoices _id'],
      },
    ],
  ])('%s', async (_name, { given, want }) => {
    expect(await sourcesIn(given)).toEqual(want);
  });
});

describe('two kinds of thing under one name', () => {
  const made = (id: string): { readonly body: unknown } => ({ body: { id } });

  it.each<[string, Case]>([
    [
      'have a variable each where each is made',
      {
        given: {
          'POST /bills/template': made('t'),
          'GET /bills/template/{templateId}': {},
          'POST /bills/quote/template': made('q'),
          'GET /bills/quote/template/{templateId}': {},
          'GET /bills/quote/template/preview': { more: needed('templateId') },
        },
        want: [
          'template_id <- POST /bills/template id',
          'quote_template_id <- POST /bills/quote/template id',
        ],
      },
    ],
    [
      'have one where only one is made',
      {
        given: {
          'POST /studio/robot': made('r'),
          'GET /studio/robot/{robotId}': {},
          'GET /studio/public/robots/{robotId}': {},
        },
        want: ['robot_id <- POST /studio/robot id'],
      },
    ],
    [
      'have one each where the path asks for another id of what is listed',
      {
        given: {
          'GET /social/accounts': { body: { accounts: [{ id: 'a', oauthId: 'o', groupId: 'g' }] } },
          'DELETE /social/accounts/{id}': {},
          'GET /social/oauth/chat/{accountId}': {},
          'GET /social/group/{groupId}/mail/{accountId}': {},
        },
        want: [
          'account_id <- GET /social/accounts accounts.0.id',
          'oauth_account_id <- GET /social/accounts accounts.0.oauthId',
          'group_id <- GET /social/accounts accounts.0.groupId',
        ],
      },
    ],
    [
      'have one in two versions of an API',
      {
        given: {
          'POST /v1/robots': made('r'),
          'GET /v1/robots/{robotId}': {},
          'POST /v2/robots': made('r'),
          'GET /v2/robots/{robotId}': {},
        },
        want: ['robot_id <- POST /v1/robots id', 'robot_id <- POST /v2/robots id'],
      },
    ],
    [
      'have one each beside what deletes them all',
      {
        given: {
          'POST /events/meetings': { body: { id: 'm' }, more: { summary: 'Create meeting' } },
          'PUT /events/meetings/{eventId}': {},
          'POST /events/breaks': { body: { id: 'b' }, more: { summary: 'Create break' } },
          'PUT /events/breaks/{eventId}': {},
          'DELETE /events/{eventId}': {},
        },
        want: ['event_id <- POST /events/meetings id', 'break_event_id <- POST /events/breaks id'],
      },
    ],
  ])('%s', async (_name, { given, want }) => {
    expect(await sourcesIn(given)).toEqual(want);
  });
});
