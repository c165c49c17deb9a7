/** A kind of secret that is known by its looks. */
interface TokenShape {
  /** As a message names it, with its article. */
  readonly kind: string;
  /** Group `shown`: the part that every secret of the kind has. Group `secret`: the part that differs. */
  readonly pattern: RegExp;
  /** Looks at the part that differs; absent: any will do that is no row of the same few characters. */
  readonly isReal?: (secret: string) => boolean;
}

export interface TokenFound {
  readonly kind: string;
  /** Shown in messages: what every token of the kind begins with. */
  readonly shown: string;
  /** Characters of the whole. */
  readonly length: number;
}

const SHAPES: readonly TokenShape[] = [
  {
    kind: 'a JSON Web Token',
    pattern: /\b(?<shown>eyJ)(?<secret>[\w-]{10,}\.[\w-]{4,}\.[\w-]{10,})/g,
  },
  { kind: 'a private integration token', pattern: /\b(?<shown>pit-)(?<secret>[\w-]{20,})/g },
  { kind: 'a Postman API key', pattern: /\b(?<shown>PMA[KT]-)(?<secret>[\w-]{20,})/g },
  {
    kind: 'a Stripe key',
    pattern: /\b(?<shown>[sr]k_(?:live|test)_|whsec_)(?<secret>[A-Za-z\d]{16,})/g,
  },
  {
    kind: 'a GitHub token',
    pattern: /\b(?<shown>gh[pousr]_|github_pat_)(?<secret>\w{30,})/g,
  },
  { kind: 'a GitLab token', pattern: /\b(?<shown>glpat-)(?<secret>[\w-]{20,})/g },
  { kind: 'an npm token', pattern: /\b(?<shown>npm_)(?<secret>[A-Za-z\d]{36})/g },
  {
    kind: 'an AWS access key',
    pattern: /\b(?<shown>AKIA|ASIA)(?<secret>[A-Z\d]{16})\b/g,
    // As Amazon's own documentation writes it.
    isReal: (secret) => !secret.endsWith('EXAMPLE') && isVaried(secret),
  },
  {
    kind: 'a Google key',
    pattern: /\b(?<shown>AIza|ya29\.|GOCSPX-)(?<secret>[\w-]{20,})/g,
  },
  { kind: 'a Slack token', pattern: /\b(?<shown>xox[abeoprs]-)(?<secret>[\w-]{10,})/g },
  { kind: 'a SendGrid key', pattern: /\b(?<shown>SG\.)(?<secret>[\w-]{16,}\.[\w-]{16,})/g },
  { kind: 'a key of an AI service', pattern: /\b(?<shown>sk-)(?<secret>(?=[\w-]*\d)[\w-]{32,})/g },
  { kind: 'a Mailgun key', pattern: /\b(?<shown>key-)(?<secret>[\da-f]{32})\b/g },
  {
    kind: 'a private key',
    pattern: /(?<shown>-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)(?<secret>[\s\S]{0,60})/g,
    // A script holds each line by itself, so that nothing may follow.
    isReal: (secret) => !/^(\\n|\s)*(\.\.\.|…|<|\[|x{3}|\*|your)/i.test(secret),
  },
  {
    kind: 'a bearer token',
    pattern: /\b(?<shown>Bearer )\s*(?<secret>[\w.~+/-]{8,}=*)/gi,
    isReal: (secret) => /\d/.test(secret) && /[a-z]/i.test(secret) && !isWords(secret) && isVaried(secret),
  },
  {
    kind: 'a user name with password',
    pattern: /\b(?<shown>Basic )\s*(?<secret>[A-Za-z\d+/]{8,}={0,2})/gi,
    isReal: (secret) => /^[ -~]*:[ -~]+$/.test(Buffer.from(secret, 'base64').toString('latin1')),
  },
  {
    kind: 'an address with a password',
    pattern: /\b(?<shown>[a-z][a-z\d+.-]{1,20}:\/\/)(?<secret>[^\s/@:{}<>"']+:[^\s/@{}<>"'*]+@)/gi,
    isReal: (secret) => !/:(pass(word|wd)?|pwd|secret|x+)@$/i.test(secret),
  },
];

/** One of these stands in every text that a shape fits: most texts are done with after one look. */
const BEGINNINGS =
  /eyJ|pit-|PMA[KT]-|[sr]k_|whsec_|gh[pousr]_|github_pat_|glpat-|npm_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|xox|SG\.|sk-|key-|-----BEGIN|[Bb]earer |[Bb]asic |BEARER |BASIC |:\/\/[^\s/@]*@/;

/** The secrets in a text that are known by their looks, whatever they are called. */
export function tokensIn(text: string): readonly TokenFound[] {
  if (!BEGINNINGS.test(text)) return [];
  return SHAPES.flatMap(({ kind, pattern, isReal = isVaried }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: whole, groups }) =>
      isReal(groups?.['secret'] ?? '')
        ? [{ kind, shown: groups?.['shown'] ?? '', length: whole.length }]
        : [],
    ),
  );
}

const FEW = 5;

/** `xxxxxxxx-xxxx` holds the place of a secret. */
function isVaried(secret: string): boolean {
  return new Set(secret.toLowerCase()).size > FEW;
}

/** `your-access-token-1`: words, and short numbers, with signs between them. */
export function isWords(text: string): boolean {
  return text.split(/[-_.]/).every((part) => /^([A-Za-z]*|\d{1,4}|[A-Za-z]{3,}\d{1,4})$/.test(part));
}
