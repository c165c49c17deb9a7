import type { ContractContent, ContractOperation, ContractResponse } from '../model/contract.ts';
import { onSubject, type PlainChange } from './compare-parameters.ts';
import { compareShapes, type Sides } from './compare-shapes.ts';

/** The bodies of requests. */
export function compareBodies(
  { body: from }: ContractOperation,
  { body: to }: ContractOperation,
  sides: Sides,
): readonly PlainChange[] {
  if (!from && !to) return [];
  if (!from && to) {
    const rule = to.required ? 'required-body-added' : 'body-added';
    return [{ rule, subject: 'body', pointer: to.pointer, side: 'to' }];
  }
  if (!from) return [];
  if (!to) return [{ rule: 'body-removed', subject: 'body', pointer: from.pointer, side: 'from' }];
  const changes: PlainChange[] = [];
  if (from.required !== to.required) {
    const rule = to.required ? 'body-required' : 'body-optional';
    changes.push({ rule, subject: 'body', pointer: to.pointer, side: 'to' });
  }
  return [...changes, ...compareContents('body', from.contents, to.contents, sides)];
}

/** Documented responses: which statuses, headers and bodies. */
export function compareResponses(
  { responses: from }: ContractOperation,
  { responses: to }: ContractOperation,
  sides: Sides,
): readonly PlainChange[] {
  const [before, after] = [byStatus(from), byStatus(to)];
  const changes: PlainChange[] = [];
  for (const [status, was] of before) {
    const is = after.get(status);
    if (is) changes.push(...compareResponse(was, is, sides));
    else if (!isCovered(status, to, sides))
      changes.push({ rule: `${kindOf(status)}-status-removed`, ...placeOf(was, 'from') });
  }
  for (const [status, is] of after)
    if (!before.has(status) && !isCovered(status, from, sides))
      changes.push({ rule: `${kindOf(status)}-status-added`, ...placeOf(is, 'to') });
  return changes;
}

function compareResponse(from: ContractResponse, to: ContractResponse, sides: Sides): readonly PlainChange[] {
  const gone = from.headers.filter((name) => !to.headers.includes(name));
  const come = to.headers.filter((name) => !from.headers.includes(name));
  return [
    ...gone.map((name) => ({
      rule: 'response-header-removed' as const,
      before: name,
      ...placeOf(from, 'from'),
    })),
    ...come.map((name) => ({ rule: 'response-header-added' as const, after: name, ...placeOf(to, 'to') })),
    ...compareContents(placeOf(to, 'to').subject, from.contents, to.contents, sides),
  ];
}

function compareContents(
  subject: string,
  from: readonly ContractContent[],
  to: readonly ContractContent[],
  sides: Sides,
): readonly PlainChange[] {
  const { direction } = sides;
  const [before, after] = [byType(from), byType(to)];
  const many = Math.max(before.size, after.size) > 1;
  const changes: PlainChange[] = [];
  for (const [type, was] of before) {
    const is = after.get(type);
    const place = many ? `${subject} (${type})` : subject;
    if (!is)
      changes.push({
        rule: `${direction}-content-type-removed`,
        before: type,
        subject,
        pointer: was.pointer,
        side: 'from',
      });
    else if (was.shape !== undefined || is.shape !== undefined)
      changes.push(
        ...compareShapes(was.shape ?? '', is.shape ?? '', sides).map((change) =>
          onSubject(change, { subject: place }),
        ),
      );
  }
  for (const [type, { pointer }] of after)
    if (!before.has(type))
      changes.push({ rule: `${direction}-content-type-added`, after: type, subject, pointer, side: 'to' });
  return changes;
}

/** `2XX` stands for 200 too; in a collection an example of some code stands for a range or `default`. */
function isCovered(status: string, others: readonly ContractResponse[], { silence }: Sides): boolean {
  if (silence === 'unknown' && !/^\d{3}$/.test(status)) return true;
  return others.some((other) => {
    if (other.status === 'default') return silence === 'unknown' || kindOf(status) === 'error';
    return other.status === `${status[0]}XX`;
  });
}

function kindOf(status: string): 'success' | 'error' {
  return status.startsWith('2') ? 'success' : 'error';
}

function placeOf({ status, pointer }: ContractResponse, side: 'from' | 'to') {
  return { subject: `response ${status}`, pointer, side };
}

function byStatus(responses: readonly ContractResponse[]): ReadonlyMap<string, ContractResponse> {
  return new Map(responses.map((response) => [response.status, response]));
}

function byType(contents: readonly ContractContent[]): ReadonlyMap<string, ContractContent> {
  return new Map(contents.map((content) => [content.type, content]));
}
