// The tokens belong to whoever asked: they go to the environment's current values, which are not shared.
const tokenNames = {} /* tokenNames */;
if (isSuccess && typeof body?.access_token === 'string') {
  const seconds = Number(body.expires_in);
  const end = seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : '';
  pm.environment.set(tokenNames.accessToken, body.access_token);
  if (body.refresh_token) pm.environment.set(tokenNames.refreshToken, body.refresh_token);
  pm.environment.set(tokenNames.expiresAt, end);
}
