import type { About, ExternalDocs, Tag } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { list, text } from './reading.ts';

/** OpenAPI 3.x, "Info Object", and the root's `externalDocs`. A licence of 3.1 may have an SPDX identifier. */
export function readAbout(document: JsonObject): About {
  const info = objectAt(document, 'info');
  const contact = objectAt(info, 'contact');
  const license = objectAt(info, 'license');
  return {
    summary: text(info, 'summary').trim(),
    termsOfService: text(info, 'termsOfService').trim(),
    contact: { name: text(contact, 'name'), email: text(contact, 'email'), url: text(contact, 'url') },
    license: { name: text(license, 'name') || text(license, 'identifier'), url: text(license, 'url') },
    ...readExternalDocs(document),
  };
}

/** The tags that the root declares. */
export function readTags(document: JsonObject): readonly Tag[] {
  return list(document, 'tags')
    .filter(isObject)
    .map((tag) => ({
      name: text(tag, 'name'),
      description: text(tag, 'description'),
      ...readExternalDocs(tag),
    }))
    .filter((tag) => tag.name !== '');
}

/** Of the root, a tag or an operation; without an address there is nowhere to go. */
export function readExternalDocs(node: JsonObject): { readonly externalDocs?: ExternalDocs } {
  const docs = objectAt(node, 'externalDocs');
  const url = text(docs, 'url');
  return url === '' ? {} : { externalDocs: { url, description: text(docs, 'description') } };
}

function objectAt(node: JsonObject, key: string): JsonObject {
  const value = own(node, key);
  return isObject(value) ? value : {};
}
