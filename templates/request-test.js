// What the spec says of this operation. Everything below is the same for every request.
const spec = {} /* spec */;

const { code } = pm.response;
const isSuccess = spec.success.some(
  (status) => status === code || (status === '2XX' && code >= 200 && code < 300),
);
const content = spec.content[code] || spec.content['2XX'] || spec.content.default;
const body = (() => {
  try {
    return pm.response.json();
  } catch {
    return undefined;
  }
})();

// What support needs to find the request stands in every failure.
const traceId = spec.trace && (pm.response.headers.get(spec.trace) || body?.[spec.trace]);
const said = body && (body.message || body.error);
const context = [said && `the server says ${JSON.stringify(said)}`, traceId && `${spec.trace} ${traceId}`];
const because = (text) => [text, ...context.filter(Boolean)].join('; ');

pm.test('Status is a documented success', () => {
  if (code === 401 || code === 403) pm.expect.fail(because(`${code}: this request needs ${spec.access}`));
  if (!isSuccess) pm.expect.fail(because(`expected ${spec.success.join(' or ')}, got ${code}`));
  if (body?.statusCode >= 400) pm.expect.fail(because(`${code} holds the error ${body.statusCode}`));
});

pm.test('Response is in time', () => {
  const budget = Number(pm.variables.get('response_budget_ms')) || spec.budget;
  pm.expect(pm.response.responseTime, because('milliseconds')).to.be.at.most(budget);
});

if (isSuccess && content) {
  pm.test('Content type is documented', () => {
    const type = (pm.response.headers.get('Content-Type') || 'none').split(';')[0].trim().toLowerCase();
    const matches = (one) => one === type || (one.endsWith('*') && type.startsWith(one.slice(0, -1)));
    if (!content.types.some(matches))
      pm.expect.fail(because(`expected ${content.types.join(' or ')}, got ${type}`));
  });
}

if (isSuccess && content?.json) {
  pm.test('Body is the documented one', () => {
    if (body === undefined) pm.expect.fail(because('expected JSON, got something else'));
    const { fields } = content;
    if (fields && !fields.some((name) => Object.keys(Object(body)).includes(name))) {
      pm.expect.fail(because(`expected at least one of ${fields.slice(0, 8).join(', ')}, got none`));
    }
    if (content.schema)
      pm.expect(body, because('the schema')).to.have.jsonSchema(content.schema, { validateSchema: false });
  });
}
