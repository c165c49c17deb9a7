import type { CollectionFormat, Limits, Profile, SmokeConfig } from '../model/config.ts';
import { hoopai } from './profiles/hoopai.ts';

/** The built-in profiles by name. */
export const PROFILES: ReadonlyMap<string, Profile> = new Map([[hoopai.name, hoopai]]);
export const DEFAULT_PROFILE = hoopai;

/** In the folder of the working directory, or else in the package's own. */
export const DEFAULT_SPECS_FOLDER = 'specs';
export const DEFAULT_SPECS = '*.{json,yaml,yml}';
export const DEFAULT_OUT = 'out';
export const DEFAULT_FORMAT: CollectionFormat = 'v2.1';

/** Where the embedded mock listens. */
export const MOCK_BASE_URL = 'http://127.0.0.1:4010';

export const DEFAULT_LIMITS: Limits = {
  specBytes: 64 * 1024 * 1024,
  downloadMs: 30_000,
  redirects: 5,
  referencedFiles: 1_000,
  nesting: 200,
};

/** Generous: a slow answer is worth knowing of, a flaky suite is not. */
export const DEFAULT_SMOKE: SmokeConfig = { budgetMs: 10_000 };
