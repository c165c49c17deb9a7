import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { isArray, isObject, own } from '../schema/read.ts';

/** The root of an OpenAPI document that can be built; undefined, with the reason, for anything else. */
export function checkRoot(root: unknown, file: string): Outcome<JsonObject | undefined> {
  const refuse = (code: 'spec-not-openapi' | 'spec-no-paths', found: string): Outcome<undefined> => ({
    value: undefined,
    diagnostics: [diagnostic(code, { found }, { file })],
  });
  if (!isObject(root)) return refuse('spec-not-openapi', `the root is ${nameOf(root)}`);
  const version = versionOf(root);
  if (version === undefined) return refuse('spec-not-openapi', describeVersion(root));
  const paths = own(root, 'paths');
  if (isObject(paths)) return { value: root, diagnostics: [] };
  // OpenAPI 3.1, "OpenAPI Object": paths, components or webhooks must stand there, paths need not.
  if (paths === undefined && version === '3.1' && isObject(own(root, 'webhooks')))
    return { value: root, diagnostics: [] };
  return refuse('spec-no-paths', paths === undefined ? 'the key is missing' : `paths is ${nameOf(paths)}`);
}

/** Unquoted in YAML, the version is a number: `swagger: 2.0` reads as 2. */
function versionOf(root: JsonObject): '2.0' | '3.0' | '3.1' | undefined {
  if (/^2(\.0)?$/.test(String(own(root, 'swagger')))) return '2.0';
  const [, minor] = /^3(?:\.([01])(?:\..*)?)?$/.exec(String(own(root, 'openapi'))) ?? [undefined, undefined];
  if (minor === '1') return '3.1';
  return minor === '0' || own(root, 'openapi') === 3 ? '3.0' : undefined;
}

function describeVersion(root: JsonObject): string {
  for (const key of ['openapi', 'swagger', 'swaggerVersion', 'asyncapi']) {
    const version = own(root, key);
    if (version !== undefined) return `${key} is ${JSON.stringify(version).slice(0, 40)}`;
  }
  if (own(root, 'info') !== undefined && own(root, 'item') !== undefined)
    return 'it looks like a Postman collection';
  return 'neither openapi nor swagger stands at its root';
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  return isArray(value) ? 'a list' : `a ${typeof value}`;
}
