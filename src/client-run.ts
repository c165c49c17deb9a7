import { type Fill, operationTable } from './clients/operation-table.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { printableJson } from './diagnostics/printable.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { Stop } from './diagnostics/stop.ts';
import { stopAtNothing } from './diagnostics/stop-at-nothing.ts';
import { accountFields, accountVariable } from './enrich/account-variable.ts';
import { folderManifest, hashOf, knownFiles, readFolderManifest } from './io/folder-manifest.ts';
import { readTemplate } from './io/read-templates.ts';
import { shellName } from './io/read-variables.ts';
import { packageVersion } from './io/surroundings.ts';
import { takeTurns } from './io/take-turns.ts';
import { writePlan } from './io/write-plan.ts';
import type { ApiModel, Operation } from './model/api.ts';
import type { Config, Profile } from './model/config.ts';
import type { Generated } from './model/generated.ts';
import type { PlannedFile } from './model/output.ts';
import { readApis } from './sources.ts';

export const CLIENT_LANGUAGES = { ts: 'client.ts', python: 'client.py' } as const;
export type ClientLanguage = keyof typeof CLIENT_LANGUAGES;

export interface ClientHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Names of the modules that the client is for; default: all. */
  readonly modules?: readonly string[];
  readonly dryRun: boolean;
}

/**
 * Writes a client into `clients/<language>` of the out folder: the template, a table of the operations, and for
 * TypeScript the types. A module that is not asked for is not in it.
 * @throws Stop when no spec is usable, a module is not known, the auth is none that the templates have, or the folder
 * cannot be written.
 */
export async function writeClient(
  config: Config,
  language: ClientLanguage,
  hooks: ClientHooks,
): Promise<Generated> {
  const write = () => writeNow(config, language, hooks);
  return hooks.dryRun ? write() : takeTurns(config.out, write);
}

async function writeNow(
  config: Config,
  language: ClientLanguage,
  { stdin, modules, dryRun }: ClientHooks,
): Promise<Generated> {
  const token = tokenOf(config.profile);
  const { value, diagnostics } = await readApis(config, stdin, modules);
  const found = [...diagnostics];
  const failed = [...value.failed];
  const types: PlannedFile[] = [];
  for (const api of language === 'ts' ? value.apis : []) {
    const { typesOf } = await import('./types/types-of.ts');
    const { module, file } = api;
    const made = typesOf(api);
    if ('text' in made) types.push({ path: `types/${module}.ts`, content: made.text });
    else {
      failed.push({ module, file });
      found.push(diagnostic('types-not-made', { module, reason: made.fault }, { file }));
    }
  }
  const apis = value.apis.filter(({ module }) => !failed.some((one) => one.module === module));
  if (apis.length === 0) stopAtNothing(found, config);
  const template = CLIENT_LANGUAGES[language];
  const written = await writeFolder(config.out, `clients/${language}`, dryRun, [
    { path: template, content: readTemplate(`clients/${language}/${template}`) },
    { path: 'operations.json', content: tableText(apis, config.profile, token) },
    ...types,
  ]);
  return {
    modules: apis.map(({ module }) => module),
    failed,
    diagnostics: sortDiagnostics([...found, ...written.diagnostics]),
    changes: written.value,
  };
}

/** `files`: by path relative to the folder; what was written there before and is not among them goes. */
async function writeFolder(out: string, folder: string, dryRun: boolean, files: readonly PlannedFile[]) {
  const previous = await readFolderManifest(out, folder);
  const planned = files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }));
  const entries = new Map(planned.map(({ path, content }) => [path, { hash: hashOf(content) }]));
  const manifest = folderManifest(folder, `hoopai-postman ${packageVersion()}`, entries);
  const remove = Object.entries(previous?.files ?? {})
    .filter(([path]) => !entries.has(path))
    .map(([path, { hash }]) => ({ path, hash }));
  const known = knownFiles(folder, previous);
  return writePlan({ files: [...planned, manifest], remove }, { out, dryRun, previous: known });
}

function tokenOf({ name, auth }: Profile): string {
  if (auth.type === 'bearer') return auth.token;
  if (auth.type === 'oauth2' && auth.headerPrefix.trim().toLowerCase() === 'bearer') return auth.accessToken;
  const reason = `the clients send a bearer token, and the profile ${name} has auth of type ${auth.type}`;
  throw new Stop([diagnostic('usage-invalid', { reason })]);
}

function tableText(apis: readonly ApiModel[], profile: Profile, token: string): string {
  const { baseUrl, traceField = 'traceId' } = profile;
  const server = apis.flatMap(({ servers }) => servers)[0]?.url ?? '';
  const modules = apis.map((api) => [api.module, operationTable(api, (one) => fillsOf(one, api, profile))]);
  const table = {
    baseUrl: baseUrl.value ?? server,
    baseUrlVariable: shellName(baseUrl.variable),
    tokenVariable: shellName(token),
    traceField,
    modules: Object.fromEntries(modules),
  };
  return `${printableJson(JSON.stringify(table, null, 2))}\n`;
}

/** Where an operation takes what the profile has a variable for, such as the account's id. */
function fillsOf(operation: Operation, { schemas }: ApiModel, profile: Profile): readonly Fill[] {
  const fill = (place: Fill['in'], name: string, variable: string): Fill => ({
    in: place,
    name,
    variable,
    environment: shellName(variable),
  });
  const parameters = operation.parameters.flatMap((parameter) => {
    const variable = accountVariable(operation, parameter, profile);
    const { name, in: place } = parameter;
    return variable && (place === 'path' || place === 'query') ? [fill(place, name, variable.name)] : [];
  });
  const json = operation.body?.contents.find(({ type }) => /[/+]json\b/i.test(type));
  const fields = json?.schema ? accountFields(json.schema, schemas, profile) : new Map<string, string>();
  return [...parameters, ...[...fields].map(([name, variable]) => fill('body', name, variable))];
}
