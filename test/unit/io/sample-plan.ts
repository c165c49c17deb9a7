import { createHash } from 'node:crypto';
import type { Manifest, OutputPlan } from '../../../src/model/output.ts';

/** Relative path of a collection -> its text. */
export type Texts = Readonly<Record<string, string>>;

export const CONTACTS = 'collections/contacts.postman_collection.json';
export const CALENDARS = 'collections/calendars.postman_collection.json';
export const PRODUCTION = 'environments/production.postman_environment.json';

/** A collection as far as writing looks into it. */
export function collection(id: string, name: string): string {
  return JSON.stringify({ info: { _postman_id: id, name } });
}

export function environment(id: string, name: string): string {
  return JSON.stringify({ id, name });
}

export function manifestOf(files: Texts): Manifest {
  const entries = Object.entries(files);
  const modules = entries.filter(([file]) => file.startsWith('collections/'));
  const environments = entries.filter(([file]) => file.startsWith('environments/'));
  return {
    manifestVersion: 2,
    generator: 'hoopai-postman 0.0.0',
    profile: 'hoopai',
    modules: Object.fromEntries(
      modules.map(([file, text]) => [
        file,
        {
          file,
          hash: sha256(text),
          title: 'Title',
          specHash: sha256(''),
          references: ['common/errors.json'],
          inputs: sha256('inputs'),
          server: 'https://example.com',
          operations: 3,
          unset: [
            {
              name: 'contact_id',
              description: 'Id of one',
              example: 'c-1',
              wantedBy: ['GET /contacts/{id}'],
            },
          ],
          links: [
            {
              variable: 'contact_id',
              producer: 'POST /contacts',
              at: '/id',
              creates: true,
              reason: 'It creates one.',
            },
          ],
          requests: {
            'POST /contacts': {
              id: 'x',
              kind: 'create',
              required: [],
              wrong: [],
              statuses: ['201'],
              weak: [],
            },
          },
          diagnostics: { 'no-operations': 1 },
        },
      ]),
    ),
    environments: Object.fromEntries(
      environments.map(([file, text]) => [file, { file, hash: sha256(text) }]),
    ),
  };
}

/** The plan of a build that gives these files; those of `gone` were built before. */
export function planOf(files: Texts, gone: Texts = {}): OutputPlan {
  return {
    files: [
      ...Object.entries(files).map(([path, content]) => ({ path, content })),
      { path: 'manifest.json', content: `${JSON.stringify(manifestOf(files), null, 2)}\n` },
    ],
    remove: Object.entries(gone).map(([path, text]) => ({ path, hash: sha256(text) })),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
