import type { Aspect } from '../model/contract.ts';
import type { Grade } from '../model/diff.ts';

export interface Rule {
  readonly grade: Grade;
  /** What both sides must tell for it to be seen. */
  readonly needs?: Aspect;
  /** What happened, after the subject: `query limit: now required`. */
  readonly says: string;
}

/** What `request-*` rules mean by a request holds for parameters and bodies, field by field. */
export const rules = {
  // Modules and operations
  'module-removed': breaking('the module is gone, with all its operations'),
  'module-added': safe('a new module'),
  'server-removed': risky('server gone', 'servers'),
  'server-added': safe('new server', 'servers'),
  'operation-removed': breaking('operation removed'),
  'deprecated-operation-removed': risky('operation removed, which was deprecated'),
  'operation-added': safe('new operation'),
  'operation-moved': breaking('operation moved'),
  'path-parameter-renamed': safe('path parameter renamed; the same URLs'),
  'operation-id-changed': risky(
    'operationId changed, after which generated clients name their methods',
    'ids',
  ),
  'operation-deprecated': safe('now deprecated', 'deprecation'),
  'operation-revived': safe('no longer deprecated', 'deprecation'),
  // Auth
  'auth-required': breaking('now needs auth'),
  'auth-lifted': safe('needs no auth any more'),
  'auth-alternative-removed': breaking('auth no longer taken', 'auth schemes'),
  'auth-alternative-added': safe('auth also taken', 'auth schemes'),
  'scope-added': breaking('now needs scope', 'scopes'),
  'scope-removed': safe('no longer needs scope', 'scopes'),
  // Parameters
  'parameter-removed': risky('parameter removed'),
  'required-parameter-added': breaking('new required parameter'),
  'parameter-added': safe('new parameter'),
  'parameter-required': breaking('now required', 'required'),
  'parameter-optional': safe('now optional', 'required'),
  'parameter-serialisation-changed': breaking('written otherwise', 'schemas'),
  'parameter-deprecated': safe('now deprecated', 'deprecation'),
  // Request bodies
  'body-removed': risky('body removed'),
  'required-body-added': breaking('new required body'),
  'body-added': safe('new body'),
  'body-required': breaking('now required', 'required'),
  'body-optional': safe('now optional', 'required'),
  'request-content-type-removed': breaking('content type no longer taken', 'content types'),
  'request-content-type-added': safe('content type also taken', 'content types'),
  // Values in requests: what narrows them breaks
  'request-field-removed': risky('field removed'),
  'closed-request-field-removed': breaking('field removed, and unknown ones are refused'),
  'required-request-field-added': breaking('new required field'),
  'request-field-added': safe('new field'),
  'request-field-required': breaking('now required', 'schemas'),
  'request-field-optional': safe('now optional', 'schemas'),
  'request-type-changed': breaking('type changed'),
  'request-type-widened': safe('more types taken', 'schemas'),
  'request-null-refused': breaking('null no longer taken', 'schemas'),
  'request-null-taken': safe('null also taken', 'schemas'),
  'request-enum-value-removed': breaking('value no longer taken', 'schemas'),
  'request-enum-value-added': safe('value also taken', 'schemas'),
  'request-enum-set': breaking('now only these values are taken', 'schemas'),
  'request-enum-lifted': safe('any value is taken now', 'schemas'),
  'request-format-changed': risky('format changed', 'schemas'),
  'request-format-lifted': safe('no format any more', 'schemas'),
  'request-limit-tightened': breaking('limit tightened', 'schemas'),
  'request-limit-loosened': safe('limit loosened', 'schemas'),
  'request-pattern-set': breaking('must match a pattern now', 'schemas'),
  'request-pattern-changed': risky('pattern changed', 'schemas'),
  'request-pattern-lifted': safe('no pattern any more', 'schemas'),
  'request-default-changed': risky('default changed', 'schemas'),
  'request-closed': breaking('fields that are not described are refused now', 'schemas'),
  'request-opened': safe('fields that are not described are taken now', 'schemas'),
  'request-variant-removed': breaking('variant no longer taken', 'schemas'),
  'request-variant-added': safe('variant also taken', 'schemas'),
  'request-field-deprecated': safe('now deprecated', 'deprecation'),
  'request-rule-changed': risky('further rules of the schema changed', 'schemas'),
  // Responses
  'success-status-removed': breaking('status no longer answered'),
  'success-status-added': risky('status also answered'),
  'error-status-removed': safe('status no longer documented'),
  'error-status-added': safe('status also documented'),
  'response-content-type-removed': breaking('content type no longer answered', 'content types'),
  'response-content-type-added': risky('content type also answered', 'content types'),
  'response-header-removed': risky('header gone', 'response headers'),
  'response-header-added': safe('new header', 'response headers'),
  // Values in responses: what widens them is news to a caller
  'response-field-removed': breaking('field removed'),
  'response-field-added': safe('new field'),
  'response-field-optional': breaking('may be missing now', 'schemas'),
  'response-field-required': safe('always there now', 'schemas'),
  'response-type-changed': breaking('type changed'),
  'response-type-narrowed': safe('fewer types answered', 'schemas'),
  'response-null-added': breaking('may be null now', 'schemas'),
  'response-null-removed': safe('never null any more', 'schemas'),
  'response-enum-value-added': risky('value may come now', 'schemas'),
  'response-enum-value-removed': safe('value no longer comes', 'schemas'),
  'response-enum-lifted': risky('any value may come now', 'schemas'),
  'response-enum-set': safe('now only these values come', 'schemas'),
  'response-format-changed': risky('format changed', 'schemas'),
  'response-limit-loosened': risky('limit loosened', 'schemas'),
  'response-limit-tightened': safe('limit tightened', 'schemas'),
  'response-pattern-changed': risky('pattern changed', 'schemas'),
  'response-pattern-set': safe('matches a pattern now', 'schemas'),
  'response-closed': safe('holds no fields that are not described', 'schemas'),
  'response-opened': safe('may hold fields that are not described', 'schemas'),
  'response-variant-added': risky('variant may come now', 'schemas'),
  'response-variant-removed': safe('variant no longer comes', 'schemas'),
  'response-field-deprecated': safe('now deprecated', 'deprecation'),
  'response-rule-changed': risky('further rules of the schema changed', 'schemas'),
} as const satisfies { readonly [name: string]: Rule };

export type RuleName = keyof typeof rules;

function breaking(says: string, needs?: Aspect): Rule {
  return { grade: 'breaking', says, ...(needs && { needs }) };
}

function risky(says: string, needs?: Aspect): Rule {
  return { grade: 'risky', says, ...(needs && { needs }) };
}

function safe(says: string, needs?: Aspect): Rule {
  return { grade: 'safe', says, ...(needs && { needs }) };
}
