import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Collection, Folder, Item } from '../../src/model/collection.ts';
import type { RunReport } from '../../src/model/report.ts';
import { type Run, run, temporaryFolder } from '../command.ts';
import { writeFiles } from './project.ts';

/** What would run if any quotation let it out: it ends the process, or changes every assertion after it. */
const PAYLOAD = "process.exit(7);pm.test('broken out', () => {});";
const PIECES = [
  `";${PAYLOAD}//`,
  `';${PAYLOAD}//`,
  `\`;${PAYLOAD}//`,
  `$\{process.exit(7)}`,
  `*/${PAYLOAD}/*`,
  `</script><script>${PAYLOAD}</script>`,
  `\\";${PAYLOAD}//`,
  `\u2028${PAYLOAD}//`,
  `\n${PAYLOAD}//`,
  '{{access_token}}',
  '\u0000',
  `]})};${PAYLOAD}//`,
];
const ALL = PIECES.join(' ');

describe('a spec made of text that breaks out of scripts', () => {
  let folder: string;
  let built: Run;
  let smoke: Run;
  let report: RunReport;
  beforeAll(async () => {
    folder = temporaryFolder();
    writeFiles(folder, { 'specs/hostile.json': SPEC });
    built = await run(['build'], { cwd: folder });
    smoke = await run(['smoke'], { cwd: folder });
    const file = join(folder, 'out', 'reports', 'smoke.json');
    report = JSON.parse(existsSync(file) ? readFileSync(file, 'utf8') : '{}') as RunReport;
  }, 60_000);

  const collection = (): Collection =>
    JSON.parse(
      readFileSync(join(folder, 'out', 'collections', 'hostile.postman_collection.json'), 'utf8'),
    ) as Collection;
  const requests = () => report.modules.flatMap((module) => module.requests);

  it('is built and run', () => {
    expect(built.code, built.stderr).toBe(0);
    expect(smoke.code, smoke.stderr).toBe(1);
    expect([report.state, report.modules.flatMap(({ error }) => error ?? [])]).toEqual(['complete', []]);
  });

  it('has a script of every request that holds nothing to break out with', () => {
    const scripts = leaves(collection().item).map(({ event }) => event?.[0]?.script.exec ?? []);
    expect(scripts).toHaveLength(PIECES.length + 1);
    for (const lines of scripts) {
      const text = lines.join('\n');
      expect(() => new Script(`(() => {${text}\n})`)).not.toThrow();
      expect(
        ['</', '{{', '*/', '\u2028', '\u0000', '$'.concat('{process')].filter((piece) =>
          text.includes(piece),
        ),
      ).toEqual([]);
      expect(lines.filter((line) => line.trimStart().startsWith('process'))).toEqual([]);
    }
  });

  it('sends every request, and each script comes to its end with its own tests only', () => {
    expect(requests()).toHaveLength(PIECES.length + 1);
    expect(requests().flatMap(({ error }) => error ?? [])).toEqual([]);
    const known = [
      'Status is a documented success',
      'Response is in time',
      'Content type is documented',
      'Body is the documented one',
    ];
    const names = requests().flatMap(({ assertions }) => assertions.map(({ name }) => name));
    expect(new Set(names)).toEqual(new Set(known));
  });

  it('passes, but for the values that Postman would take for a variable: they are sent with a space', () => {
    const statuses = requests().map(({ key, status }) => [/^POST \/p(\d+)/.exec(key)?.[1], status]);
    const refused = statuses.filter(([, status]) => status !== 200);
    expect(refused.toSorted()).toEqual(
      [
        [String(PIECES.length), 400],
        [String(PIECES.indexOf('{{access_token}}')), 400],
      ].toSorted(),
    );
    expect(built.stderr).toContain('{{access_token}} would be filled in');
  });

  it('shows names on one line, without a variable that Postman would fill in', () => {
    const names = [...leaves(collection().item), ...collection().item, collection().info].map(
      ({ name }) => name,
    );
    const breaks = ['\n', '\r', '{{'];
    expect(names.filter((name) => name === '' || breaks.some((text) => name.includes(text)))).toEqual([]);
  });

  it('puts nothing into the page that a browser would run', () => {
    const page = readFileSync(join(folder, 'out', 'reports', 'report.html'), 'utf8');
    expect(page).toContain('process.exit(7)');
    expect(page).not.toContain('<script>process');
    expect(page.match(/<\/script/g)).toHaveLength(2);
  });
});

/** One operation for each piece, and one in which all of them are at once; each with all places for text. */
const SPEC = {
  openapi: '3.0.3',
  info: { title: ALL, version: ALL, description: ALL },
  tags: [{ name: ALL, description: ALL }],
  paths: Object.fromEntries(
    [...PIECES, ALL].map((text, index) => [`/p${index}${pathText(text)}/{id}`, pathItem(text)]),
  ),
  components: {
    securitySchemes: {
      [ALL]: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://x.test/t', scopes: { [ALL]: ALL } } },
      },
    },
    schemas: Object.fromEntries([...PIECES, ALL].map((text) => [text, { type: 'string', enum: [text] }])),
  },
};

/** Without what ends a segment: braces, slashes, a query; a newline and NUL stand in no URL. */
function pathText(text: string): string {
  return ['{', '}', '/', '\\', '?', '#', '\n', '\u0000'].reduce(
    (left, piece) => left.replaceAll(piece, '-'),
    text,
  );
}

function pathItem(text: string): object {
  const value = { type: 'string', enum: [text], description: text };
  const pattern = text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const properties = {
    id: { type: 'string', example: text },
    [text]: value,
    matched: { type: 'string', pattern, example: text },
    named: { type: 'string', enum: [text], title: text, default: text },
  };
  const schema = { type: 'object', title: text, required: ['id', text, 'matched'], properties };
  const answer = {
    description: text,
    content: { 'application/json': { schema, example: { id: text, [text]: text, matched: text } } },
  };
  return {
    post: {
      summary: text,
      description: text,
      operationId: text,
      tags: [text],
      security: [{ [ALL]: [text] }],
      parameters: [
        {
          name: 'id',
          in: 'path',
          required: true,
          description: text,
          schema: { type: 'string' },
          example: 'an-id',
        },
        { name: text, in: 'query', required: true, description: text, schema: value, example: text },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema, example: { id: text, [text]: text, matched: text } } },
      },
      responses: { 200: answer },
    },
  };
}

function leaves(items: readonly (Folder | Item)[]): readonly Item[] {
  return items.flatMap((item) => ('item' in item ? leaves(item.item) : [item]));
}
