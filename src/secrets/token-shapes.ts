/** A kind of secret that is known by its looks. */
interface TokenShape {
  /** As a message names it, with its article. */
  readonly kind: string;
  /** Group `shown`: the part that every secret of the kind has. Group `secret`: the part that differs. */
  readonly pattern: RegExp;
  /** Looks at the part that differs; absent: any will do but words, and rows of the same few characters. */
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
    pattern: /(?<![\w-])(?<shown>eyJ)(?<secret>[\w-]{10,}\.[\w-]{4,}\.[\w-]{10,})/g,
  },
  { kind: 'a private integration token', pattern: /(?<![\w-])(?<shown>pit-)(?<secret>[\w-]{20,})/g },
  { kind: 'a Postman API key', pattern: /(?<![\w-])(?<shown>PMA[KT]-)(?<secret>[\w-]{20,})/g },
  {
    kind: 'a Stripe key',
    pattern: /(?<![\w-])(?<shown>[sr]k_(?:live|test)_|whsec_)(?<secret>[A-Za-z\d]{16,})/g,
  },
  {
    kind: 'a GitHub token',
    pattern: /(?<![\w-])(?<shown>gh[pousr]_|github_pat_)(?<secret>\w{30,})/g,
  },
  { kind: 'a GitLab token', pattern: /(?<![\w-])(?<shown>glpat-)(?<secret>[\w-]{20,})/g },
  { kind: 'an npm token', pattern: /(?<![\w-])(?<shown>npm_)(?<secret>[A-Za-z\d]{36})/g },
  {
    kind: 'an AWS access key',
    pattern: /(?<![\w-])(?<shown>AKIA|ASIA)(?<secret>[A-Z\d]{16})\b/g,
    // As Amazon's own documentation writes it.
    isReal: (secret) => !secret.endsWith('EXAMPLE') && isGenuine(secret),
  },
  {
    kind: 'a Google key',
    pattern: /(?<![\w-])(?<shown>AIza|ya29\.|GOCSPX-)(?<secret>[\w-]{20,})/g,
  },
  { kind: 'a Slack token', pattern: /(?<![\w-])(?<shown>xox[abeoprs]-)(?<secret>[\w-]{10,})/g },
  { kind: 'a SendGrid key', pattern: /(?<![\w-])(?<shown>SG\.)(?<secret>[\w-]{16,}\.[\w-]{16,})/g },
  { kind: 'a key of an AI service', pattern: /(?<![\w-])(?<shown>sk-)(?<secret>(?=[\w-]*\d)[\w-]{32,})/g },
  { kind: 'a Mailgun key', pattern: /(?<![\w-])(?<shown>key-)(?<secret>[\da-f]{32})\b/g },
  {
    kind: 'a private key',
    pattern: /(?<shown>-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)(?<secret>[\s\S]{0,60})/g,
    // A script holds each line by itself, so that nothing may follow.
    isReal: (secret) => /^(\\[rn]|\s)*([A-Za-z\d+/=]{16,}|[A-Z][\w-]+: |$)/.test(secret),
  },
  {
    kind: 'a bearer token',
    pattern: /(?<![\w-])(?<shown>Bearer )\s*(?<secret>[\w.~+/-]{8,}=*)/gi,
    isReal: (secret) => /\d/.test(secret) && /[a-z]/i.test(secret) && isGenuine(secret),
  },
  {
    kind: 'a user name with password',
    pattern: /(?<![\w-])(?<shown>Basic )\s*(?<secret>[A-Za-z\d+/]{8,}={0,2})/gi,
    isReal: (secret) => /^[ -~]*:[ -~]+$/.test(Buffer.from(secret, 'base64').toString('latin1')),
  },
  {
    kind: 'an address with a password',
    pattern: /(?<![\w-])(?<shown>[a-z][a-z\d+.-]{1,20}:\/\/)(?<secret>[^\s/@:{}<>"']+:[^\s/@{}<>"'*]+@)/gi,
    isReal: (secret) => !/:(pass(word|wd)?|pwd|secret|x+)@$/i.test(secret),
  },
];

/** One of these stands in every text that a shape fits: most texts are done with after one look. */
const BEGINNINGS =
  /eyJ|pit-|PMA[KT]-|[sr]k_|whsec_|gh[pousr]_|github_pat_|glpat-|npm_|AKIA|ASIA|AIza|ya29\.|GOCSPX-|xox|SG\.|sk-|key-|-----BEGIN|[Bb]earer |[Bb]asic |BEARER |BASIC |:\/\/[^\s/@]*@/;

/** The secrets in a text that are known by their looks, whatever they are called. */
export function tokensIn(text: string): readonly TokenFound[] {
  if (!BEGINNINGS.test(text)) return [];
  return SHAPES.flatMap(({ kind, pattern, isReal = isGenuine }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: whole, groups }) =>
      isReal(groups?.['secret'] ?? '')
        ? [{ kind, shown: groups?.['shown'] ?? '', length: whole.length }]
        : [],
    ),
  );
}

const FEW = 5;

/** `xxxxxxxx-xxxx` and `access-token-string` hold the place of a secret. */
function isGenuine(secret: string): boolean {
  return new Set(secret.toLowerCase()).size > FEW && !isWords(secret);
}

/** `your-access-token-1`: words, and short numbers, with signs between them. */
export function isWords(text: string): boolean {
  return text.split(/[-_.]/).every((part) => /^([A-Za-z]{0,20}|\d{1,4}|[A-Za-z]{3,16}\d{1,4})$/.test(part));
}
