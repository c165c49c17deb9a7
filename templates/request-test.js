// What the spec says of this operation. Everything below is the same for every request.
const spec = {} /* spec */;

const { code } = pm.response;
const isSuccess = spec.success.some((one) => one === code || (one === '2XX' && code >= 200 && code < 300));
const content = spec.content[code] || spec.content['2XX'] || spec.content.default;
let body;
try {
  body = pm.response.json();
} catch {
  // Not JSON, or nothing.
}

// What support needs to find the request stands in every failure.
const traceId = spec.trace && (pm.response.headers.get(spec.trace) || body?.[spec.trace]);
const said = body?.message || body?.error;
const context = [said && `the server says ${JSON.stringify(said)}`, traceId && `${spec.trace} ${traceId}`];
const because = (fault) => [fault, ...context.filter(Boolean)].join('; ');
const failIf = (isWrong, fault) => isWrong && pm.expect.fail(because(fault));

pm.test('Status is a documented success', () => {
  failIf(code === 401 || code === 403, `${code}: this request needs ${spec.access}`);
  failIf(!isSuccess, `expected ${spec.success.join(' or ')}, got ${code}`);
});

pm.test('Response is in time', () => {
  const budget = Number(pm.variables.get('response_budget_ms')) || spec.budget;
  pm.expect(pm.response.responseTime, because('milliseconds')).to.be.at.most(budget);
});

if (isSuccess && content) {
  pm.test('Content type is documented', () => {
    const type = (pm.response.headers.get('Content-Type') || 'none').split(';')[0].trim().toLowerCase();
    const isType = (one) => one === type || (one.endsWith('*') && type.startsWith(one.slice(0, -1)));
    failIf(!content.types.some(isType), `expected ${content.types.join(' or ')}, got ${type}`);
  });
}

if (isSuccess) {
  pm.test(content?.json ? 'Body is the documented one' : 'Body is no error', () => {
    failIf(content?.json && body === undefined, 'expected JSON, got something else');
    const isPage = !content && !spec.pages && (pm.response.text() || '').trim().startsWith('<');
    failIf(isPage, 'expected JSON or nothing, got a page');

    // An error is one whatever the status says: by what a field says, or by having no field that says more.
    const isSign = (name, value) => {
      if (name === 'success' || name === 'ok') return value === false;
      if (name.startsWith('status')) return value >= 400;
      return value === true || Object.keys(Object(value)).length > 0;
    };
    const sign = spec.errorSigns.find((name) => isSign(name, body?.[name]));
    failIf(sign, `${code} with an error: ${sign} is ${JSON.stringify(body?.[sign])}`);

    const { fields, schema, empty } = content || {};
    const isObject = body && typeof body === 'object' && !Array.isArray(body);
    const names = Object.keys(Object(body));
    const saysMore = (name) => (fields ? fields.includes(name) : !spec.errorFields.includes(name));
    const wanted = fields ? `at least one of ${fields.slice(0, 8).join(', ')}` : 'more than an error holds';
    failIf(
      (isObject || fields) && !empty && !names.some(saysMore),
      `expected ${wanted}, got ${names.join(', ') || 'nothing'}`,
    );
    // The build made the schema: to check the schema itself would take longer than the rest of this script.
    if (schema) pm.expect(body, because('the schema')).to.have.jsonSchema(schema, { validateSchema: false });
  });
}
