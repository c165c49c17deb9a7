import type { Rule } from '../rule.ts';
import { assembledDescription } from './assembled-description.ts';
import { auth } from './auth.ts';
import { baseUrl } from './base-url.ts';
import { body } from './body.ts';
import { bodyVariables } from './body-variables.ts';
import { collectionDescription } from './collection-description.ts';
import { declaredVariables } from './declared-variables.ts';
import { folders } from './folders.ts';
import { furtherCredentials } from './further-credentials.ts';
import { headers } from './headers.ts';
import { links } from './links.ts';
import { names } from './names.ts';
import { order } from './order.ts';
import { originalRequests } from './original-requests.ts';
import { parameterVariables } from './parameter-variables.ts';
import { query } from './query.ts';
import { rawUrl } from './raw-url.ts';
import { requestDescription } from './request-description.ts';
import { savedExamples } from './saved-examples.ts';
import { specText } from './spec-text.ts';
import { tokenRequest } from './token-request.ts';
import { url } from './url.ts';
import { webhooks } from './webhooks.ts';

/** What makes a collection one that a person would keep. Each rule sees what the rules above it did. */
export const rules: readonly Rule[] = [
  // The spec's own text
  url,
  query,
  headers,
  body,
  savedExamples,
  names,
  folders,
  requestDescription,
  collectionDescription,
  declaredVariables,
  specText,
  // Ours from here on: no spec text comes in that `spec-text` has not seen
  baseUrl,
  parameterVariables,
  bodyVariables,
  links,
  auth,
  furtherCredentials,
  tokenRequest,
  webhooks,
  assembledDescription,
  rawUrl,
  originalRequests,
  order,
];
