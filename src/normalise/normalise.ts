import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { ApiModel } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import type { LoadedSpec } from '../model/spec.ts';
import { isObject, own } from '../schema/read.ts';
import { checkExamples } from './check-examples.ts';
import { readAbout, readTags } from './read-about.ts';
import { readOperations, readWebhooks } from './read-operations.ts';
import { createSchemaReader } from './read-schemas.ts';
import { readSecuritySchemes } from './read-security.ts';
import { readServers } from './read-servers.ts';
import { type Dialect, type Reading, type Report, text } from './reading.ts';
import { createSampler } from './sampler.ts';

/**
 * A bundled document of any version as one `ApiModel`: every parameter and body with a value to send, every
 * response with one to show. Diagnostics point into the bundled document.
 */
export function normalise(spec: LoadedSpec): Outcome<ApiModel> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, args, pointer) => {
    diagnostics.push(diagnostic(code, args, { file: spec.file, pointer }));
  };
  const { document } = spec;
  const dialect = dialectOf(document);
  const schemas = createSchemaReader(document, dialect, report);
  const sampler = createSampler(schemas, report);
  const known = { responses: new Map(), parameters: new Map() };
  const reading: Reading = { document, dialect, report, schemas, sampler, ...known };
  const info = own(document, 'info');
  const head = isObject(info) ? info : {};
  const operations = readOperations(reading);
  const webhooks = readWebhooks(reading);
  if (operations.length + webhooks.length === 0) report('no-operations', { paths: 0 }, '');
  checkExamples(reading);
  const value: ApiModel = {
    module: spec.module,
    file: spec.file,
    specHash: spec.hash,
    ...(spec.references && { references: spec.references }),
    title: text(head, 'title').trim() || spec.module,
    version: text(head, 'version'),
    description: text(head, 'description'),
    about: readAbout(document),
    servers: readServers(document, '', spec.file, reading),
    tags: readTags(document),
    operations,
    webhooks,
    securitySchemes: readSecuritySchemes(reading),
    schemas: { ...schemas.schemas },
    schemaPointers: schemas.pointers(),
  };
  return { value, diagnostics };
}

function dialectOf(document: JsonObject): Dialect {
  if (own(document, 'swagger') !== undefined) return '2.0';
  // Unquoted in YAML, 3.0 is the number 3.
  return /^3(\.0|$)/.test(text(document, 'openapi')) ? '3.0' : '3.1';
}
