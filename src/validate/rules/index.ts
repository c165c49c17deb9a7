import type { InvariantRule } from '../rule.ts';
import { authPlace } from './auth-place.ts';
import { declaredVariables } from './declared-variables.ts';
import { exampleStatus } from './example-status.ts';
import { ids } from './ids.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { pathVariables } from './path-variables.ts';
import { urls } from './urls.ts';

export const RULES: readonly InvariantRule[] = [
  operations,
  ids,
  names,
  urls,
  pathVariables,
  declaredVariables,
  authPlace,
  exampleStatus,
];
