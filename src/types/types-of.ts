import type { ApiModel } from '../model/api.ts';
import { apiDocument } from './api-document.ts';
import { type TypesText, typesText } from './types-text.ts';

/** The types of a module, as they are written. */
export function typesOf(api: ApiModel): TypesText {
  const header = `// Types of the module ${api.module}, made by hoopai-postman from its OpenAPI description. Not to be edited.`;
  return typesText(apiDocument(api), header);
}
