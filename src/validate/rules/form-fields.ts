import type { FormField } from '../../model/collection.ts';
import { eachRequest, requestsOf } from '../rule.ts';

/** Postman leaves a field out, without a word, whose type it does not know or whose value is no text. */
export const formFields = eachRequest('form-fields', (request) =>
  requestsOf(request).flatMap(({ body }) => {
    if (body?.mode === 'formdata') return body.formdata.flatMap(faultsOf);
    if (body?.mode !== 'urlencoded') return [];
    return body.urlencoded.filter(({ value }) => typeof value !== 'string').map(noText);
  }),
);

function faultsOf(field: FormField): readonly string[] {
  switch (field.type) {
    case 'file':
      return field.src === null ? [] : [`field ${JSON.stringify(field.key)} names a file of this machine`];
    case 'text':
      return typeof field.value === 'string' ? [] : [noText(field)];
    default:
      return ['a form field is neither text nor file'];
  }
}

function noText({ key }: { readonly key: string }): string {
  return `field ${JSON.stringify(key)} has no text as its value`;
}
