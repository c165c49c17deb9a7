import type { AuthAlternative, ContractOperation } from '../model/contract.ts';
import type { PlainChange } from './compare-parameters.ts';

/** How the ways to prove who calls have changed, and the scopes that each asks for. */
export function compareAuth(from: ContractOperation, to: ContractOperation): readonly PlainChange[] {
  const place = { subject: 'auth', pointer: to.pointer, side: 'to' as const };
  const [was = [], is = []] = [from.auth, to.auth];
  if (isOpen(was) && isOpen(is)) return [];
  if (isOpen(was)) return [{ rule: 'auth-required', after: is.map(textOf).join(' or '), ...place }];
  if (isOpen(is)) return [{ rule: 'auth-lifted', before: was.map(textOf).join(' or '), ...place }];
  const { pairs, gone, come } = pairAlternatives(was, is);
  return [
    ...gone.map((one) => ({ rule: 'auth-alternative-removed' as const, before: textOf(one), ...place })),
    ...come.map((one) => ({ rule: 'auth-alternative-added' as const, after: textOf(one), ...place })),
    ...pairs.flatMap(([older, newer]) => [
      ...missing(newer, older).map((scope) => ({ rule: 'scope-added' as const, after: scope, ...place })),
      ...missing(older, newer).map((scope) => ({ rule: 'scope-removed' as const, before: scope, ...place })),
    ]),
  ];
}

/** OpenAPI 3.1, "Security Requirement Object": an empty one makes the auth optional. */
function isOpen(auth: readonly AuthAlternative[]): boolean {
  return auth.length === 0 || auth.some(({ schemes }) => schemes.length === 0);
}

type Identify = (alternative: AuthAlternative) => string;

const IDENTITIES: readonly Identify[] = [
  ({ schemes }) => identity(schemes.map(({ name, kind }) => `${name} ${kind}`)),
  // A scheme of another name that sends the same is the same to a caller.
  ({ schemes }) => identity(schemes.map(({ kind }) => kind)),
];

function identity(parts: readonly string[]): string {
  return parts.toSorted().join('\n');
}

function pairAlternatives(from: readonly AuthAlternative[], to: readonly AuthAlternative[]) {
  const pairs: (readonly [AuthAlternative, AuthAlternative])[] = [];
  let [gone, come] = [from, to];
  for (const identify of IDENTITIES)
    for (const was of gone) {
      const is = come.find((one) => identify(one) === identify(was));
      if (!is) continue;
      pairs.push([was, is]);
      gone = gone.filter((one) => one !== was);
      come = come.filter((one) => one !== is);
    }
  return { pairs, gone, come };
}

/** Scopes of `one` that `other` does not ask for. */
function missing(one: AuthAlternative, other: AuthAlternative): readonly string[] {
  const known = new Set(other.schemes.flatMap(({ scopes }) => scopes));
  return [...new Set(one.schemes.flatMap(({ scopes }) => scopes))].filter((scope) => !known.has(scope));
}

function textOf({ schemes }: AuthAlternative): string {
  return schemes.map(({ name, kind }) => (name === '' ? kind : `${name} (${kind})`)).join(' and ');
}
