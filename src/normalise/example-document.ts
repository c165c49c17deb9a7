import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isJson } from '../postman/choose-content.ts';
import { checkValue } from '../schema/check-value.ts';

/**
 * The example of a JSON media type, which a spec may write as the text of the document (OpenAPI 3.x, "Example Object":
 * "use a string value to contain the example"). A text that is none, or that the schema takes only as a text, stays.
 */
export function exampleDocument(given: Json, type: string, schema: Schema, schemas: Schemas): Json {
  if (typeof given !== 'string' || !isJson(type)) return given;
  const document = parsed(given);
  if (document === undefined) return given;
  const fits = (value: Json): boolean => checkValue(value, schema, schemas, 1).length === 0;
  return fits(given) && !fits(document) ? given : document;
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text) || LONG_NUMBER.test(text) || bracketsWithin(text) > DEEPEST) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // It only looked like one: it is a text that begins with a bracket.
    return undefined;
  }
}

/** A double does not hold it: the text keeps all of its digits. */
const LONG_NUMBER = /[[:,\s]-?\d{16,}/;

/** Deeper than any example for a person, and far from where a walk through it would end. */
const DEEPEST = 100;

/** How deep the value may be at most: brackets in its strings count too. */
function bracketsWithin(text: string): number {
  let [open, most] = [0, 0];
  for (const character of text) {
    if (character === '{' || character === '[') most = Math.max(most, ++open);
    else if (character === '}' || character === ']') open--;
  }
  return most;
}
