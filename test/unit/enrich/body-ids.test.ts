import { describe, expect, it } from 'vitest';
import { built, document } from '../built-from.ts';

const json = (example: unknown, schema: object = {}): object => ({
  content: { 'application/json': { schema, example } },
});
const gives = (example: unknown, more: object = {}): object => ({
  responses: { 200: { description: 'ok', ...json(example) } },
  ...more,
});
const takes = (example: unknown, schema?: object): object => ({ requestBody: json(example, schema) });

/** What gives a robot's id, and what asks for one in its path. */
const ROBOTS = {
  '/robots': { get: gives({ robots: [{ id: 'r' }] }) },
  '/robots/{robotId}': { get: { responses: {} } },
};

async function bodyOf(paths: object, path: string, method = 'post'): Promise<unknown> {
  const { bundle } = await built(document({ paths }));
  const key = `${method.toUpperCase()} ${path}`;
  const body = bundle.requests.find(({ operation }) => operation.key === key)?.item.request.body;
  return JSON.parse(body?.mode === 'raw' ? body.raw : '');
}

describe('ids in JSON bodies', () => {
  it.each<[string, { given: unknown; want: unknown }]>([
    ['at the top', { given: { robotId: 'r-1' }, want: { robotId: '{{robot_id}}' } }],
    [
      'that nobody gives, at the top as well',
      { given: { ownerId: 'o-1' }, want: { ownerId: '{{owner_id}}' } },
    ],
    ['in a list', { given: { robotIds: ['r-1', 'r-2'] }, want: { robotIds: ['{{robot_id}}'] } }],
    ['one level below', { given: { at: { robotId: 'r-1' } }, want: { at: { robotId: '{{robot_id}}' } } }],
    [
      'in the entries of a list',
      { given: { at: [{ robotId: 'r-1' }] }, want: { at: [{ robotId: '{{robot_id}}' }] } },
    ],
    [
      'in what is called after the entity',
      { given: { robotDetails: { id: 'r-1' } }, want: { robotDetails: { id: '{{robot_id}}' } } },
    ],
    [
      'below, but not where nobody gives them',
      { given: { at: { ownerId: 'o-1' } }, want: { at: { ownerId: 'o-1' } } },
    ],
    ['but no word that ends like one', { given: { paid: 'yes' }, want: { paid: 'yes' } }],
    ['but no address called an id', { given: { emailIds: ['a@b.c'] }, want: { emailIds: ['a@b.c'] } }],
    ['but no number', { given: { robotId: 7 }, want: { robotId: 7 } }],
    ['and the account’s', { given: { locationId: 'l-1' }, want: { locationId: '{{location_id}}' } }],
  ])('hold variables: %s', async (_name, { given, want }) => {
    const paths = { ...ROBOTS, '/tasks': { post: { ...gives({ id: 't' }), ...takes(given) } } };
    expect(await bodyOf(paths, '/tasks')).toEqual(want);
  });

  it('hold none where the schema names the choices', async () => {
    const schema = { type: 'object', properties: { modelId: { type: 'string', enum: ['small', 'large'] } } };
    const paths = { '/tasks': { post: { ...gives({}), ...takes({ modelId: 'small' }, schema) } } };
    expect(await bodyOf(paths, '/tasks')).toEqual({ modelId: 'small' });
  });

  it('hold the account below, where its sibling says so', async () => {
    const settings = {
      type: 'object',
      properties: { altId: { type: 'string' }, altType: { type: 'string', enum: ['location'] } },
    };
    const schema = { type: 'object', properties: { settings } };
    const given = { settings: { altId: 'l-1', altType: 'location' } };
    const paths = { '/tasks': { post: { ...gives({}), ...takes(given, schema) } } };
    expect(await bodyOf(paths, '/tasks')).toEqual({
      settings: { altId: '{{location_id}}', altType: 'location' },
    });
  });

  it('name what is updated, and stay in what creates it', async () => {
    const paths = {
      '/coupon': {
        post: {
          ...gives({ id: 'c' }, { summary: 'Create coupon' }),
          ...takes({ id: 'c-1', couponId: 'c-1' }),
        },
        put: { ...gives({}), ...takes({ id: 'c-1' }) },
      },
      '/coupon/{couponId}': { get: { responses: {} } },
    };
    expect(await bodyOf(paths, '/coupon', 'put')).toEqual({ id: '{{coupon_id}}' });
    expect(await bodyOf(paths, '/coupon')).toEqual({ id: 'c-1', couponId: 'c-1' });
  });

  it('stay where what gives them needs what the request makes', async () => {
    const paths = {
      '/tasks': { post: { ...gives({ id: 't' }, { summary: 'Create task' }), ...takes({ stepId: 's-1' }) } },
      '/tasks/{taskId}/steps': { get: gives({ steps: [{ id: 's' }] }) },
      '/tasks/{taskId}/steps/{stepId}': { get: { responses: {} } },
    };
    expect(await bodyOf(paths, '/tasks')).toEqual({ stepId: 's-1' });
  });

  it('are declared with the spec’s example, and told of', async () => {
    const paths = {
      ...ROBOTS,
      '/tasks': { post: { ...gives({}), ...takes({ robotId: 'r-1', ownerId: 'o-1' }) } },
    };
    const { bundle } = await built(document({ paths }));
    expect(bundle.variables).toContainEqual(expect.objectContaining({ key: 'owner_id', value: 'o-1' }));
    const text = bundle.requests.find(({ operation }) => operation.key === 'POST /tasks')?.item.request
      .description;
    expect(text).toContain('- Needs `{{robot_id}}`: from *GET /robots*');
    expect(text).toContain('- Needs `{{owner_id}}`: no request of this collection gives it');
    expect(text).toContain('`{{robot_id}}` stands in the body for `r-1`');
  });
});
