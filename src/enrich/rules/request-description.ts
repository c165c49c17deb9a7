import type { ApiModel, Operation, Schemas } from '../../model/api.ts';
import type { BundledRequest } from '../../model/bundle.ts';
import type { Profile } from '../../model/config.ts';
import { chooseContent } from '../../postman/choose-content.ts';
import { isWebhook } from '../../postman/is-webhook.ts';
import { own } from '../../schema/read.ts';
import { bodyFields } from '../body-fields.ts';
import { bodyText, languageOf } from '../body-text.ts';
import { describeParameter } from '../describe-parameter.ts';
import { closed, codeBlock, codeSpan, link, plain, sentences } from '../markdown.ts';
import { receiverVariable } from '../receiver-variable.ts';
import { type RuleContext, requestRule, WEBHOOK_URL, withRequest } from '../rule.ts';

/** What a person wants to know before sending: what it does, which token and scopes it takes, what the body may be. */
export const requestDescription = requestRule('request-description', (bundled, { api }, context) => {
  const { operation } = bundled;
  const intro = [
    operation.deprecated ? '**Deprecated.** The provider may remove this operation.' : '',
    closed(operation.description.trim()),
    bodyDescription(operation),
    sentExample(operation),
  ];
  const details = [bodyFields(operation, api.schemas), otherBodies(operation, api.schemas)];
  return {
    ...withRequest(bundled, { description: joined(intro) }),
    notes: facts(bundled, api, context),
    details: joined(details),
  };
});

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function bodyDescription({ body }: Operation): string {
  const text = body?.description.trim() ?? '';
  if (text === '') return '';
  return text.includes('\n') ? `**Body:**\n\n${closed(text)}` : `**Body:** ${closed(text)}`;
}

function sentExample({ body }: Operation): string {
  const name = body && chooseContent(body.contents)?.examples[0]?.name;
  return name ? `The body sent is the example *${plain(name)}*.` : '';
}

function facts(bundled: BundledRequest, api: ApiModel, context: RuleContext): readonly string[] {
  const { operation } = bundled;
  const { operationId, security, externalDocs } = operation;
  const others = isWebhook(bundled) ? [] : operation.servers;
  const servers = others.filter(({ url }) => !api.servers.some((known) => known.url === url));
  const scopes = [
    ...new Set((security ?? []).flatMap(({ schemes }) => schemes.flatMap((scheme) => scheme.scopes))),
  ];
  const lines = [
    operationId === undefined ? '' : `Operation: ${codeSpan(operationId)}`,
    scopes.length === 0 ? '' : `Scopes: ${scopes.map(codeSpan).join(', ')}`,
    ...insideSegments(operation),
    isWebhook(bundled)
      ? `Webhook: ${codeSpan(operation.path)}, ${receiver(operation, context)}`
      : `Token: ${token(operation, api, context.profile)}`,
    servers.length === 0
      ? ''
      : `Server of its own in the spec: ${servers.map(({ url }) => codeSpan(url)).join(', ')}`,
    externalDocs === undefined
      ? ''
      : `More: ${link(externalDocs.description || 'external documentation', externalDocs.url)}`,
  ];
  return lines.filter((line) => line !== '');
}

function receiver(operation: Operation, { environmentVariables }: RuleContext): string {
  const variable = receiverVariable(operation, environmentVariables);
  if (variable === WEBHOOK_URL) return 'which the API sends to your receiver';
  return `sent to the address that ${codeSpan(variable)} holds`;
}

/** Postman has a place for the description of a path variable, which `{format}` of `/report.{format}` cannot be. */
function insideSegments({ path, parameters }: Operation): readonly string[] {
  const segments = new Set(path.split(/[/?#]/));
  return parameters
    .filter(({ in: place, name }) => place === 'path' && !segments.has(`{${name}}`))
    .flatMap((parameter) => {
      const words = sentences([
        plain(parameter.description),
        describeParameter({ ...parameter, description: '' }),
      ]);
      return words === '' ? [] : [`${codeSpan(parameter.name)} in the path: ${words}`];
    });
}

function token({ key, security }: Operation, api: ApiModel, { auth, openOperations }: Profile): string {
  if (openOperations.includes(key)) return 'none is sent, the operation is open';
  if (security === undefined)
    return auth.type === 'noauth'
      ? 'the spec names none, and none is sent'
      : "the spec names none; the collection's is sent";
  if (security.length === 0) return 'none, the operation is open';
  const shown = new Set<string>();
  const alternatives = security.map(({ schemes }) => {
    if (schemes.length === 0) return 'none';
    return schemes
      .map(({ name }) => {
        const description = plain(own(api.securitySchemes, name)?.description ?? '');
        const first = !shown.has(name);
        shown.add(name);
        return first && description !== '' ? `${codeSpan(name)} (${description})` : codeSpan(name);
      })
      .join(' with ');
  });
  return [...new Set(alternatives)].join(', or ');
}

/** Postman sends one body; the other examples, shapes and media types that the spec knows are shown here. */
function otherBodies({ body, operationId }: Operation, schemas: Schemas): string {
  const sent = body && chooseContent(body.contents);
  if (!body || !sent) return '';
  const root = operationId ?? 'body';
  const named = sent.examples.slice(1).map(({ name, value }) => ({ title: name, media: sent, value }));
  const shapes = sent.alternatives.map(({ value }) => ({ title: 'another shape', media: sent, value }));
  const types = body.contents
    .filter((media) => media !== sent)
    .flatMap((media) => media.examples.slice(0, 1).map(({ value }) => ({ title: media.type, media, value })));
  const others = [...named, ...shapes, ...types].map(({ title, media, value }) => {
    return `${plain(title)}:\n\n${codeBlock(bodyText(media, value, root, schemas), languageOf(media.type))}`;
  });
  return others.length === 0 ? '' : `**Other bodies that it takes**\n\n${others.join('\n\n')}`;
}
