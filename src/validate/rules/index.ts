import type { InvariantRule } from '../rule.ts';
import { authPlace } from './auth-place.ts';
import { collectionAuth } from './collection-auth.ts';
import { declaredVariables } from './declared-variables.ts';
import { exampleStatus } from './example-status.ts';
import { folders } from './folders.ts';
import { formFields } from './form-fields.ts';
import { ids } from './ids.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { pathVariables } from './path-variables.ts';
import { placeholders } from './placeholders.ts';
import { urls } from './urls.ts';

export const RULES: readonly InvariantRule[] = [
  operations,
  ids,
  folders,
  names,
  urls,
  pathVariables,
  declaredVariables,
  collectionAuth,
  authPlace,
  formFields,
  placeholders,
  exampleStatus,
];
