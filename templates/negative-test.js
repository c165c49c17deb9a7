// The request has a fault on purpose: the platform should say so, with a status that the spec documents.
const spec = {} /* spec */;

const { code } = pm.response;
pm.test('Status is a documented refusal', () => {
  const isRefusal = code >= 400 && code < 500;
  if (!isRefusal || !spec.refusals.some((status) => status === code || status === '4XX')) {
    pm.expect.fail(`expected ${spec.refusals.join(' or ')} for ${spec.fault}, got ${code}`);
  }
});
