// The deleted one is gone: its variable goes back to what it was before the create.
if (isSuccess) {
  for (const variable of [] /* restores */) {
    if (!pm.collectionVariables.has(`${variable}.before`)) continue;
    pm.collectionVariables.set(variable, pm.collectionVariables.get(`${variable}.before`));
    pm.collectionVariables.unset(`${variable}.before`);
  }
}
