import type { Profile, ProfileTokens } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { renderScript, type ScriptTemplates } from './render-script.ts';

/** Lines that put what a token request gave into the environment. */
export function captureTokens(tokens: ProfileTokens, { captureTokens }: ScriptTemplates): readonly string[] {
  return renderScript(captureTokens, { tokenNames: namesOf(tokens) });
}

/** Lines that get a new access token in time, before a request; none for a profile whose tokens cannot be renewed. */
export function refreshToken(
  { tokens, baseUrl }: Pick<Profile, 'tokens' | 'baseUrl'>,
  templates: ScriptTemplates,
): readonly string[] {
  if (!tokens) return [];
  const { operation, clientId, clientSecret } = tokens;
  return renderScript(templates.refreshToken, {
    tokens: {
      operation,
      path: operation.replace(/^POST /, ''),
      host: baseUrl.variable,
      clientId,
      clientSecret,
      ...namesOf(tokens),
    },
  });
}

function namesOf({ accessToken, refreshToken, expiresAt }: ProfileTokens): { readonly [key: string]: Json } {
  return { accessToken, refreshToken, expiresAt };
}
