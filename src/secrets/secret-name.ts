/** What nobody would call anything else: `access_token`, `clientSecret`, `X-Api-Key`. */
export const SECRET_WORDS =
  '(?:token|secret|passw(?:or)?d|passphrase|pwd|(?:api|private|access|secret|signing|encryption)[_. -]?key|credentials?|signature|jwt)(?:[_-]?\\d+)?';

const SECRET_NAME = new RegExp(`${SECRET_WORDS}$`, 'i');
/** Beyond those, what carries a secret in an address: `key`, `session_id`, `sig`, an OAuth `code`. */
const SECRET_PARAMETER = /token|session|auth|key$|^(sig|code|pass)$/i;
/** Long, with a digit, without a blank: nothing that a person would have typed. */
const LONG_VALUE = /^(?=.*\d)[\w+/=.~-]{32,}$/;
/** Headers that hold nothing but credentials. */
const CREDENTIAL_HEADER = /^((proxy-)?authorization|(set-)?cookie)$/i;
/** Where a list goes on, a hash of a secret, a proof of who sent something: called so, and secret to nobody. */
const PUBLIC_NAME =
  /(page|next|prev(ious)?|continu(e|ation)|cursor|sync|start|scroll)[_-]?token$|hash|(?<!amz[_-])signature([_-]?\d+)?$/i;

/** True for a name whose value belongs in no file and no report. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** True for a parameter that is shown in no address: wider, since an address says as much without it. */
export function isSecretParameter(name: string, value: string): boolean {
  return isSecretName(name) || SECRET_PARAMETER.test(name) || LONG_VALUE.test(value);
}

export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADER.test(name);
}

/** True for `pageToken`, `hashed_token`, `X-Hub-Signature`: what they hold may be shared. */
export function isPublicName(name: string): boolean {
  return PUBLIC_NAME.test(name);
}
