// Gets a new access token before the request goes out when the old one ends within a minute. All that it takes and
// gives are current values of the environment, which are not shared. They are sent to the base URL; as with any
// request, Postman follows where that host redirects to, unless its settings forbid it.
const tokens = {} /* tokens */;
const left = Date.parse(pm.environment.get(tokens.expiresAt) || '') - Date.now();
const form = {
  client_id: pm.environment.get(tokens.clientId),
  client_secret: pm.environment.get(tokens.clientSecret),
  grant_type: 'refresh_token',
  refresh_token: pm.environment.get(tokens.refreshToken),
};
const isOwnRequest = pm.request.url.getPath() === tokens.path;
if (left < 60000 && !isOwnRequest && Object.values(form).every(Boolean)) {
  const request = {
    url: `${pm.variables.get(tokens.host).replace(/\/+$/, '')}${tokens.path}`,
    method: 'POST',
    header: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: {
      mode: 'urlencoded',
      urlencoded: Object.entries(form).map(([key, value]) => ({ key, value })),
    },
  };
  // The answer is waited for: the request goes out after it.
  pm.sendRequest(request, (error, response) => {
    let body;
    try {
      body = response.json();
    } catch {
      // No answer, or no JSON.
    }
    if (error || response.code !== 200 || !body?.access_token) {
      // Not asked for again before each request: a refresh token that was refused stays refused.
      if (!error && response.code < 500) pm.environment.unset(tokens.expiresAt);
      const said = error ? 'no answer came' : `the platform answered ${response.code}, without a token`;
      console.warn(`The access token was not renewed: ${said}. Get a new one with ${tokens.operation}.`);
      return;
    }
    pm.environment.set(tokens.accessToken, body.access_token);
    if (body.refresh_token) pm.environment.set(tokens.refreshToken, body.refresh_token);
    const seconds = Number(body.expires_in);
    pm.environment.set(
      tokens.expiresAt,
      seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : '',
    );
  });
}
