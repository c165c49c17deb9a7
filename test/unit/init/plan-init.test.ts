import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InitAnswers, planInit, type Standing } from '../../../src/init/plan-init.ts';
import { readTemplate } from '../../../src/io/read-templates.ts';

const ANSWERS: InitAnswers = { specs: [], baseUrl: '', ci: 'github' };
const TEMPLATES = { config: readTemplate('config.mjs'), github: 'a recipe', gitlab: 'another' };

function planned(standing: Readonly<Record<string, Standing>> = {}, answers: Partial<InitAnswers> = {}) {
  const files = planInit({ ...ANSWERS, ...answers }, new Map(Object.entries(standing)), TEMPLATES);
  return new Map(files.map((file) => [file.path, file]));
}

/** What a config file exports. */
async function configOf(answers: Partial<InitAnswers>): Promise<unknown> {
  const text = planned({}, answers).get('hoopai-postman.config.mjs')?.content ?? '';
  const loaded: { default: unknown } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return loaded.default;
}

describe('the files of a new project', () => {
  it('are a config, a .gitignore and a CI file', () => {
    expect([...planned().keys()]).toEqual([
      'hoopai-postman.config.mjs',
      '.gitignore',
      '.github/workflows/postman.yml',
    ]);
    expect(planned({}, { ci: 'gitlab' }).get('.gitlab-ci.yml')?.content).toBe('another');
    expect([...planned({}, { ci: 'none' }).keys()]).toHaveLength(2);
  });

  it.each<[string, Readonly<Record<string, Standing>>, string]>([
    ['a config of any kind', { 'hoopai-postman.config.yaml': { text: '' } }, 'hoopai-postman.config.yaml'],
    ['a CI file', { '.github/workflows/postman.yml': { text: '' } }, '.github/workflows/postman.yml'],
    ['a link', { '.gitignore': 'other' }, '.gitignore'],
    ['a folder in the place of a file', { 'hoopai-postman.config.ts': 'other' }, 'hoopai-postman.config.ts'],
  ])('leave %s as it is', (_name, standing, path) => {
    expect(planned(standing).get(path)).toEqual({ path, does: 'keep' });
  });

  it('a .gitignore keeps its text, gets what it lacks once, and with it holds all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('.env', '/node_modules', 'out/', '# mine', ' ', 'out/reports/\r')),
        (lines) => {
          const text = lines.join('\n');
          const first = planned({ '.gitignore': { text } }).get('.gitignore');
          const whole = first?.content ?? text;
          expect(whole.startsWith(text)).toBe(true);
          expect(whole.split(/\r?\n/).map((line) => line.replace(/^\/|\/$/g, ''))).toEqual(
            expect.arrayContaining(['.env', 'node_modules', '.hoopai-postman', 'out/reports']),
          );
          expect(planned({ '.gitignore': { text: whole } }).get('.gitignore')?.does).toBe('keep');
        },
      ),
    );
  });

  it('hold what was answered, and no answer becomes code', async () => {
    expect(await configOf({})).toEqual({});
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { minLength: 1 }),
        fc.string({ minLength: 1 }),
        async (specs, text) => {
          expect(await configOf({ specs, baseUrl: text, out: text })).toEqual({
            specs,
            out: text,
            environments: { production: { base_url: text } },
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
