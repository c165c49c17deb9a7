/** What nobody would call anything else: `access_token`, `clientSecret`, `X-Api-Key`. */
export const SECRET_WORDS =
  '(?:token|secret|passw(?:or)?d|passphrase|pwd|(?:api|private|access|secret|signing|encryption)[_. -]?key|credentials?|signature|jwt)(?:[_-]?\\d+)?';

const SECRET_NAME = new RegExp(`${SECRET_WORDS}$`, 'i');
/** Beyond those, what carries a secret in an address: `key`, `session_id`, `sig`, an OAuth `code`. */
const SECRET_PARAMETER = /token|session|auth|key$|^(sig|code|pass)$/i;
/** Headers that hold nothing but credentials. */
const CREDENTIAL_HEADER = /^((proxy-)?authorization|(set-)?cookie)$/i;
/** Where a list goes on: called a token, and secret to nobody. */
const CURSOR = /(page|next|prev(ious)?|continu(e|ation)|cursor|sync|start|scroll)[_-]?token$/i;

/** True for a name whose value belongs in no file and no report. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** True for a name whose value is shown in no address: wider, since an address says as much without it. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || SECRET_PARAMETER.test(name);
}

export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADER.test(name);
}

/** True for `pageToken` and the like, whose values stand in examples. */
export function isCursorName(name: string): boolean {
  return CURSOR.test(name);
}
