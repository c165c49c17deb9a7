import { describe, expect, it } from 'vitest';
import { AUTHORISED, type Send, shop } from './shop.ts';

const text = { type: 'string' };
const parameter = (name: string, example: string) => ({
  name,
  in: 'path',
  required: true,
  schema: text,
  example,
});
const answer = (properties: object) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
  responses: {
    200: {
      description: 'ok',
      content: { 'application/json': { schema: { type: 'object', properties } } },
    },
  },
});
const id = (example: string) => ({ type: 'string', example });

const QUOTE = 'quote5example5id0001';
const TEMPLATE = 'templ5example5id0002';
const QUOTE_TEMPLATE = 'qtemp5example5id0003';
const RECORD = 'recrd5example5id0004';
const SHAPE = 'shape5example5id0005';
const SHOWN = 'shown5example5id0006';

const paths = {
  '/builder': {
    get: answer({
      builders: {
        type: 'array',
        items: { type: 'object', properties: { id: id('build5example5id0008') } },
      },
    }),
  },
  '/builder/{locationId}/{templateId}': {
    parameters: [parameter('locationId', 'l'), parameter('templateId', 'built5example5id0009')],
    get: answer({}),
  },
  '/sheets': { post: answer({ _id: id('sheet5example5id0010'), sheetId: id('sheet5example5id0011') }) },
  '/sheets/{id}': { parameters: [parameter('id', 'sheet5example5id0012')], get: answer({}) },
  '/quotes': { post: answer({ id: id(QUOTE), parentId: id(SHOWN) }) },
  '/quotes/{quoteId}': { parameters: [parameter('quoteId', QUOTE)], get: answer({ id: id(QUOTE) }) },
  '/quotes/{quoteId}/approve': {
    parameters: [parameter('quoteId', QUOTE)],
    post: answer({ quote: { type: 'object', properties: { id: id(QUOTE) } } }),
  },
  '/templates': { post: answer({ id: id(TEMPLATE) }) },
  '/templates/{templateId}': {
    parameters: [parameter('templateId', TEMPLATE)],
    get: answer({ id: id(TEMPLATE) }),
  },
  '/quotes/templates': { post: answer({ id: id(QUOTE_TEMPLATE) }) },
  '/quotes/templates/{templateId}': {
    parameters: [parameter('templateId', QUOTE_TEMPLATE)],
    get: answer({ id: id(QUOTE_TEMPLATE) }),
    delete: answer({}),
  },
  '/drafts/{quoteId}': { parameters: [parameter('quoteId', QUOTE)], get: answer({}) },
  '/stray/{thingId}': { parameters: [parameter('thingId', 'thing')], get: answer({}) },
  '/relations': { post: answer({ id: id('relat5example5id0007') }) },
  '/relations/{recordId}': { parameters: [parameter('recordId', RECORD)], get: answer({}) },
  '/relations/{relationId}': {
    parameters: [parameter('relationId', 'relat5example5id0007')],
    delete: answer({}),
  },
  '/shapes': {
    post: answer({ shape: { type: 'object', properties: { id: id(SHAPE), key: id('custom.pet') } } }),
  },
  '/shapes/{key}': { parameters: [parameter('key', 'custom.pet')], get: answer({}) },
  '/shapes/{shapeKey}/records': {
    parameters: [parameter('shapeKey', 'custom.pet')],
    post: answer({ id: id(RECORD) }),
  },
  '/shapes/{shapeKey}/records/{id}': {
    parameters: [parameter('shapeKey', 'custom.pet'), parameter('id', RECORD)],
    get: answer({}),
  },
};

const create = (send: Send, path: string): string => String(send(`POST ${path}`, { body: {} }).body['id']);

describe('an id in a path', () => {
  it.each<[string, string, number]>([
    ['an example of its own kind', `/quotes/${QUOTE}`, 200],
    ['an example of another kind', `/quotes/${TEMPLATE}`, 404],
    ['one that nobody gave', '/quotes/nobody5gave5id00', 404],
    ['one that is shown for nobody knows what', `/quotes/${SHOWN}`, 200],
    ['an example of the same kind in another collection', `/templates/${QUOTE_TEMPLATE}`, 404],
    ['the key that names the thing', '/shapes/custom.pet', 200],
    ['another id of the thing than the path takes', `/shapes/${SHAPE}`, 404],
    ['an example of what is listed before the account', '/builder/l/build5example5id0008', 200],
    ['one of two ids of a thing', '/sheets/sheet5example5id0010', 200],
    ['the other one', '/sheets/sheet5example5id0011', 200],
    ['an example of what the collection is asked by', `/relations/${RECORD}`, 200],
    ['an example of what stands in that collection', '/relations/relat5example5id0007', 404],
  ])('is judged: %s', async (_name, path, status) => {
    const send = await shop({}, paths);
    expect(send(`GET ${path}`).status).toBe(status);
  });

  it.each<[string, string, string, number]>([
    ['where it was made', '/quotes', '/quotes/', 200],
    ['by its kind, at a path that makes none', '/quotes', '/drafts/', 200],
    ['for another kind', '/templates', '/quotes/', 404],
    ['for another collection of the same kind', '/templates', '/quotes/templates/', 404],
    ['for something that nobody makes', '/quotes', '/stray/', 404],
    ['for what the collection is asked by', '/relations', '/relations/', 404],
    ['for that, when it is one', '/shapes/custom.pet/records', '/relations/', 200],
  ])('that was made is taken or refused: %s', async (_name, maker, asked, status) => {
    const send = await shop({}, paths);
    expect(send(`GET ${asked}${create(send, maker)}`).status).toBe(status);
  });

  it('says what it names instead, and that it was deleted', async () => {
    const send = await shop({}, paths);
    const made = create(send, '/quotes/templates');
    const said = (path: string) => send(`GET ${path}${made}`, { headers: AUTHORISED }).body['message'];
    expect(said('/templates/')).toContain('/quotes/templates');
    send(`DELETE /quotes/templates/${made}`, { body: {} });
    expect(said('/quotes/templates/')).toContain('deleted');
  });

  it('comes back in what the answer tells of the thing', async () => {
    const send = await shop({}, paths);
    const made = create(send, '/quotes');
    expect(send(`POST /quotes/${made}/approve`, { body: {} }).body).toEqual({ quote: { id: made } });
  });
});
