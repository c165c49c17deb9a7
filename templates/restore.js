// The deleted one is gone, or was before: its variable goes back to what it was before the create.
if ((code >= 200 && code < 300) || code === 404) {
  for (const variable of [] /* restores */) {
    const before = JSON.parse(pm.collectionVariables.get(`${variable}.before`) || '[]');
    if (before.length === 0) continue;
    pm.collectionVariables.set(variable, before.pop());
    if (before.length > 0) pm.collectionVariables.set(`${variable}.before`, JSON.stringify(before));
    else pm.collectionVariables.unset(`${variable}.before`);
  }
}
