// Later requests find what this one gave in the collection's variables.
if (isSuccess) {
  for (const { variable, path, made } of [] /* captures */) {
    const value = path.reduce((node, key) => (node === null || node === undefined ? node : node[key]), body);
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // What a create replaces comes back after the delete.
    if (made && !pm.collectionVariables.has(`${variable}.before`)) {
      pm.collectionVariables.set(`${variable}.before`, pm.collectionVariables.get(variable) || '');
    }
    pm.collectionVariables.set(variable, String(value));
  }
}
