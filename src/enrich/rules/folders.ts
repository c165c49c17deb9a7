import { stableId } from '../../ids/stable-id.ts';
import type { Tag } from '../../model/api.ts';
import type { Bundle, BundledFolder, BundledRequest } from '../../model/bundle.ts';
import { isWebhook, onlyWebhooks } from '../../postman/is-webhook.ts';
import { closed, codeSpan, link } from '../markdown.ts';
import { type Rule, WEBHOOK_URL } from '../rule.ts';

const WEBHOOKS = {
  name: 'Webhooks',
  description: `What the API sends to you: each request goes to your own receiver, whose address ${codeSpan(WEBHOOK_URL)} holds, and carries no token.`,
};

/**
 * A folder a tag, in the spec's order, with the tag's description; webhooks last, in one of their own. Where there is
 * nothing else, they too are sorted by their tags.
 */
export const folders: Rule = {
  id: 'folders',
  apply: (bundle) => {
    const tagOf = onlyWebhooks(bundle.requests) ? firstTag : tagOrWebhook;
    const byTag = folderIds(bundle, tagOf);
    const requests = bundle.requests.map((request): BundledRequest => {
      const folder = byTag.get(tagOf(request));
      return folder === undefined ? request : { ...request, folder: folder.id };
    });
    return { value: { ...bundle, folders: [...byTag.values()], requests }, diagnostics: [] };
  },
};

/** `webhook` is no tag's name but a key of ours. */
function tagOrWebhook(request: BundledRequest): string {
  return isWebhook(request) ? 'webhook' : firstTag(request);
}

/** An operation stands once, under its first tag. */
function firstTag({ operation: { tags } }: BundledRequest): string {
  const [tag] = tags;
  return tag === undefined ? '' : `tag ${tag}`;
}

function folderIds(
  bundle: Bundle,
  tagOf: (request: BundledRequest) => string,
): ReadonlyMap<string, BundledFolder> {
  const { api } = bundle;
  const used = new Set(bundle.requests.map(tagOf));
  const declared = api.tags.map(({ name }) => `tag ${name}`).filter((tag) => used.has(tag));
  const webhooks = [...used].filter((tag) => tag === 'webhook');
  const others = [...used].filter((tag) => tag.startsWith('tag '));
  const descriptions = new Map(api.tags.map((tag) => [`tag ${tag.name}`, described(tag)]));
  const ordered = [...new Set([...declared, ...others, ...webhooks])];
  return new Map(
    ordered.map((tag) => {
      const id = stableId(api.module, 'folder', tag);
      if (tag === 'webhook') return [tag, { id, ...WEBHOOKS }];
      const name = tag.slice('tag '.length).replaceAll(/\s+/g, ' ').trim() || 'Untitled';
      return [tag, { id, name, description: descriptions.get(tag) ?? '' }];
    }),
  );
}

function described({ description, externalDocs }: Tag): string {
  if (!externalDocs) return description;
  const more = `More: ${link(externalDocs.description || 'external documentation', externalDocs.url)}`;
  return [closed(description.trim()), more].filter((part) => part !== '').join('\n\n');
}
