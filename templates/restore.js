// The deleted one is gone, or was before: its variable goes back to what it was before the create.
if ((code >= 200 && code < 300) || code === 404) {
  for (const variable of [] /* restores */) {
    if (!pm.collectionVariables.has(`${variable}.before`)) continue;
    pm.collectionVariables.set(variable, pm.collectionVariables.get(`${variable}.before`));
    pm.collectionVariables.unset(`${variable}.before`);
  }
}
