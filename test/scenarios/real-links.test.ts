import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Manifest } from '../../src/model/output.ts';
import { run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';

const SPECS = join(SHARED, 'specs', 'hoopai', 'apps', '*.json');
const READS = 246;

describeWithShared('links of the 41 real modules', () => {
  const out = temporaryFolder();
  let manifest: Manifest;

  beforeAll(async () => {
    await run(['build', '--spec', SPECS, '--out', out, '--quiet']);
    manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  });

  const sourcesOf = (module: string, variable: string): readonly string[] =>
    (manifest.modules[module]?.links ?? [])
      .filter((link) => link.variable === variable)
      .map(({ producer, at }) => `${producer} ${at}`);

  it.each<[module: string, variable: string, want: readonly string[]]>([
    [
      'invoices',
      'invoice_id',
      [
        'POST /invoices/ /_id',
        'POST /invoices/estimate/{estimateId}/invoice /invoice/_id',
        'GET /invoices/ /invoices/0/_id',
      ],
    ],
    ['invoices', 'template_id', ['POST /invoices/template /_id', 'GET /invoices/template /data/0/_id']],
    ['invoices', 'estimate_template_id', ['POST /invoices/estimate/template /_id']],
    ['associations', 'record_id', []],
    ['associations', 'relation_id', ['POST /associations/relations /id']],
    ['objects', 'schema_key', ['POST /objects/ /object/key', 'GET /objects/ /objects/0/key']],
    ['calendars', 'block_slot_event_id', ['POST /calendars/events/block-slots /id']],
    [
      'calendars',
      'event_id',
      ['POST /calendars/events/appointments /id', 'GET /calendars/events /events/0/id'],
    ],
    [
      'calendars',
      'schedule_id',
      ['POST /calendars/schedules /schedule/id', 'GET /calendars/schedules/search /schedules/0/id'],
    ],
    [
      'opportunities',
      'opportunity_id',
      [
        'POST /opportunities/ /opportunity/id',
        'GET /opportunities/search /opportunities/0/id',
        'POST /opportunities/search /opportunities/0/id',
      ],
    ],
    [
      'conversations',
      'conversation_id',
      ['POST /conversations/ /conversation/id', 'GET /conversations/search /conversations/0/id'],
    ],
    [
      'conversation-ai',
      'agent_id',
      ['POST /conversation-ai/agents /id', 'GET /conversation-ai/agents/search /agents/0/id'],
    ],
    [
      'brand-boards',
      'brand_board_id',
      ['POST /brand-boards/ /_id', 'GET /brand-boards/{locationId} /brandBoards/0/_id'],
    ],
    ['blogs', 'blog_id', ['GET /blogs/site/all /data/0/_id']],
    ['emails', 'template_id', ['GET /emails/builder /id']],
    ['knowledge-base', 'operation_id', ['POST /knowledge-bases/crawler /data/operationId']],
    ['payments', 'coupon_id', ['POST /payments/coupon /_id', 'GET /payments/coupon/list /data/0/_id']],
    ['payments', 'subscription_id', ['GET /payments/subscriptions /data/0/_id']],
    [
      'social-media-posting',
      'oauth_account_id',
      ['GET /social-media-posting/{locationId}/accounts /results/accounts/0/oauthId'],
    ],
    [
      'social-media-posting',
      'account_id',
      ['GET /social-media-posting/{locationId}/accounts /results/accounts/0/id'],
    ],
    ['contacts', 'campaign_id', []],
  ])('%s: %s', (module, variable, want) => {
    expect(sourcesOf(module, variable)).toEqual(want);
  });

  it('fill ids in bodies', () => {
    const bodyOf = (module: string): string =>
      readFileSync(join(out, 'collections', `${module}.postman_collection.json`), 'utf8');
    expect(bodyOf('voice-ai')).toContain(String.raw`\"agentId\": \"{{agent_id}}\"`);
    expect(bodyOf('knowledge-base')).toContain(String.raw`\"knowledgeBaseId\": \"{{knowledge_base_id}}\"`);
    expect(bodyOf('calendars')).toContain(String.raw`\"calendarId\": \"{{calendar_id}}\"`);
    expect(bodyOf('store')).toContain(String.raw`\"shippingCarrierId\": \"{{shipping_carrier_id}}\"`);
  });

  it('let at least three of four reads be sent live, with no id of the spec among them', async () => {
    const secrets = { ACCESS_TOKEN: 'token-of-the-test', LOCATION_ID: 'l-1', BASE_URL: 'https://api.test' };
    const flags = [
      '--plan',
      '--env',
      'production',
      '--mode',
      'read',
      '--json',
      '--spec',
      SPECS,
      '--out',
      out,
    ];
    const { code, stdout, stderr } = await run(['smoke', ...flags], { env: secrets });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const plan = JSON.parse(stdout) as { modules: { send: object[] }[] };
    const sent = plan.modules.reduce((total, { send }) => total + send.length, 0);
    expect(sent / READS).toBeGreaterThan(0.75);
    const collections = readFileSync(join(out, 'collections', 'payments.postman_collection.json'), 'utf8');
    expect(collections).not.toMatch(/"key": "id",\s+"value": "6241712be68f7a98102ba272"/);
  });
});
