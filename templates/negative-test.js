// The request has a fault on purpose: the platform should say so.
const spec = {} /* spec */;

const { code } = pm.response;
const traceId = spec.trace && pm.response.headers.get(spec.trace);
const because = (text) => (traceId ? `${text}; ${spec.trace} ${traceId}` : text);

pm.test('Status is a documented refusal', () => {
  const isRefusal = code >= 400 && code < 500;
  if (!isRefusal)
    pm.expect.fail(because(`expected ${spec.refusals.join(' or ')} for ${spec.fault}, got ${code}`));
  const isDocumented = spec.refusals.some((status) => status === code || status === '4XX');
  if (!isDocumented)
    pm.expect.fail(because(`expected ${spec.refusals.join(' or ')} for ${spec.fault}, got ${code}`));
});
