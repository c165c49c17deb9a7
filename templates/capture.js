// Later requests find what this one gave in the collection's variables. Whatever success the platform tells: what it
// made has to be deleted.
if (code >= 200 && code < 300) {
  for (const { variable, path, made } of [] /* captures */) {
    const value = path.reduce((node, key) => (node === null || node === undefined ? node : node[key]), body);
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // Postman would fill in what it names, a token say, wherever the value is sent.
    if (String(value).includes('{{')) continue;
    // What a create replaces comes back after the delete, the last first.
    const before = JSON.parse(pm.collectionVariables.get(`${variable}.before`) || '[]');
    const current = pm.collectionVariables.get(variable) || '';
    if (made && (before.length === 0 || current !== String(value))) {
      pm.collectionVariables.set(`${variable}.before`, JSON.stringify([...before, current]));
    }
    pm.collectionVariables.set(variable, String(value));
  }
}
