/** What nobody would call anything else: `access_token`, `clientSecret`, `X-Api-Key`. */
const SECRET_NAME =
  /(token|secret|passw(or)?d|passphrase|pwd|(api|private|access)[_. -]?key|credentials?|signature|jwt)([_-]?\d+)?$/i;

/** True for a name whose value belongs in no file and no report. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
