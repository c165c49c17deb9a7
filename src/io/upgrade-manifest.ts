/** What an entry of version 1 may lack: the build counts such a module as changed. */
const UNKNOWN = {
  title: '',
  specHash: '',
  references: [],
  inputs: '',
  server: '',
  operations: 0,
  unset: [],
  links: [],
  requests: {},
  diagnostics: {},
};

/** A manifest of version 1 in the shape of version 2; anything else as it is. Nothing is checked here. */
export function upgradeManifest(value: unknown): unknown {
  if (!isRecord(value) || value['manifestVersion'] !== 1 || !isRecord(value['modules'])) return value;
  const modules = Object.entries(value['modules']).map(([name, entry]) => [name, upgradeEntry(entry)]);
  return { ...value, modules: Object.fromEntries(modules) };
}

function upgradeEntry(entry: unknown): unknown {
  if (!isRecord(entry)) return entry;
  const { unset } = entry;
  return { ...UNKNOWN, ...entry, ...(Array.isArray(unset) && { unset: unset.map(nameOnly) }) };
}

/** The first builds wrote only the name of an unset variable. */
function nameOnly(unset: unknown): unknown {
  return typeof unset === 'string' ? { name: unset, description: '', example: '', wantedBy: [] } : unset;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
