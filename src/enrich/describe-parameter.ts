import type { Parameter } from '../model/api.ts';
import { isArray, keyword, schemaKeyword } from '../schema/read.ts';
import { codeSpan, plain, sentences } from './markdown.ts';
import { plainText } from './serialise.ts';

/** A parameter's description, and after it what the value alone does not say. */
export function describeParameter(parameter: Parameter): string {
  const parts = [
    parameter.deprecated ? '**Deprecated.**' : '',
    parameter.description.trim(),
    allowedValues(parameter),
    namedExamples(parameter),
  ];
  return sentences(parts);
}

function namedExamples({ namedExamples: examples }: Parameter): string {
  if (examples.length === 0) return '';
  return `Examples: ${examples.map(({ name, value }) => `${plain(name)} ${codeSpan(plainText(value))}`.trim()).join(', ')}.`;
}

function allowedValues({ schema, description }: Parameter): string {
  const own = keyword(schema, 'enum');
  const items = schemaKeyword(schema, 'items');
  const values = isArray(own) ? own : items ? keyword(items, 'enum') : undefined;
  if (!isArray(values) || values.length < 2) return '';
  const texts = values.slice(0, 30).map(plainText);
  if (texts.every((text) => description.includes(text))) return '';
  return `One of ${texts.map(codeSpan).join(', ')}${values.length > 30 ? ', …' : ''}.`;
}
