// The page of the playground: Swagger UI for one module at a time, its requests sent through the playground's proxy.
const settings = JSON.parse(document.getElementById('settings').textContent);
const select = document.getElementById('module');
const find = document.getElementById('find');
const asked = new URLSearchParams(location.search).get('module');
const module = settings.modules.find(({ name }) => name === asked) ?? settings.modules[0];

for (const { name, title, operations } of settings.modules) {
  const label = title === '' ? name : `${name} – ${title} (${operations})`;
  select.add(new Option(label, name, false, name === module.name));
}
select.addEventListener('change', () => {
  location.href = `/?module=${encodeURIComponent(select.value)}`;
});

const { kind, name, baseUrl, writes } = settings.target;
const target = document.getElementById('target');
target.textContent =
  kind === 'mock' ? 'on the mock' : `live: ${name}, ${baseUrl}${writes ? ', writes allowed' : ', read only'}`;
target.className = kind === 'live' && writes ? 'live writes' : kind;
document.getElementById('events').hidden = !settings.events;
document.title = `${module.name} – Playground`;

/** Operations whose path, method, name or tag holds the text. */
function opsFilter(taggedOps, text) {
  const wanted = text.toLowerCase();
  const holds = (value) =>
    String(value ?? '')
      .toLowerCase()
      .includes(wanted);
  return taggedOps
    .map((tagged, tag) => {
      if (holds(tag)) return tagged;
      return tagged.update('operations', (operations) =>
        operations.filter((found) => {
          const words = ['summary', 'operationId'].map((key) => found.getIn(['operation', key]));
          return [`${found.get('method')} ${found.get('path')}`, ...words].some(holds);
        }),
      );
    })
    .filter((tagged) => tagged.get('operations').size > 0);
}

/** What is shown of a request, as a command too, is where it went in the end; the proxy is no one else's to call. */
const requestFor =
  (original) =>
  (_state, ...args) =>
    original(...args)?.update('url', (url) => url.replace(`${location.origin}/api`, () => baseUrl));

/** Of the answer's headers, those that protect this page are not the target's. */
function responseInterceptor(response) {
  for (const name of settings.ownHeaders) delete response.headers[name.toLowerCase()];
  return response;
}

const ui = SwaggerUIBundle({
  dom_id: '#reference',
  url: `/specs/${encodeURIComponent(module.name)}.json`,
  plugins: [{ fn: { opsFilter }, statePlugins: { spec: { wrapSelectors: { requestFor } } } }],
  // No badge of a validator that would be sent the address.
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: '',
  tryItOutEnabled: true,
  supportedSubmitMethods: writes ? ['get', 'head', 'post', 'put', 'patch', 'delete'] : ['get', 'head'],
  showMutatedRequest: false,
  requestInterceptor: (request) => {
    if (new URL(request.url, location.href).origin === location.origin)
      request.headers['X-Playground-Key'] = settings.key;
    return request;
  },
  responseInterceptor,
});

find.addEventListener('input', () => ui.layoutActions.updateFilter(find.value));
