/**
 * Every code that a diagnostic can have, with its severity and its words. A code that does not stand here does
 * not compile. `error`: the module is not built (or the run stops); `warning`: built, but the spec has a fault
 * that a person should mend; `info`: what was done with a harmless oddity.
 */
export const catalogue = {
  // Reading
  'spec-not-found': error<{ path: string }>(
    (a) => `no file matches ${a.path}`,
    'Check the path or glob; it is taken from the working directory.',
  ),
  'spec-unreadable': error<{ reason: string }>(
    (a) => `could not be read: ${a.reason}`,
    'Check the path, the permissions or the URL.',
  ),
  'spec-empty': error<{ bytes: number }>(
    () => 'is empty; expected an OpenAPI document',
    'Fetch or export the spec again.',
  ),
  'spec-binary': error<{ byte: number }>(
    (a) => `is no text (byte ${a.byte} cannot stand in JSON or YAML); expected an OpenAPI document`,
    'Unpack it first if it is an archive, or save it as UTF-8.',
  ),
  'spec-html': error<{ title: string }>(
    (a) => `is an HTML page${a.title === '' ? '' : ` (“${a.title}”)`}, not an OpenAPI document`,
    'Use the address of the raw .json or .yaml file; a login page answers this way too.',
  ),
  'spec-too-large': error<{ limit: number }>(
    (a) => `is larger than ${a.limit} bytes`,
    'Raise `limits.specBytes` in the config if it is meant to be this large.',
  ),
  'spec-syntax': error<{ format: 'JSON' | 'YAML'; reason: string; line: number; column: number }>(
    (a) => `is no valid ${a.format} at line ${a.line}, column ${a.column}: ${a.reason}`,
    'Mend the file at that place; a truncated download ends this way too.',
  ),
  'key-repeated': warning<{ key: string }>(
    (a) => `${a.key} stands more than once in one object; only the last one counts`,
    'Give each its own name, or take out all but one: other readers may take the first.',
  ),
  'number-inexact': info<{ written: string; read: number }>(
    (a) => `no double holds ${a.written}; ${a.read} stands in its place`,
    'Write it as text if every digit counts: clients written in JavaScript read it this way too.',
  ),
  'nesting-limit': warning<{ limit: number; places: number }>(
    (a) =>
      `is nested deeper than ${a.limit} objects and lists${a.places > 1 ? `, here and at ${a.places - 1} more places` : ''}; what is below was left out`,
    'Name the parts under components, or raise `limits.nesting` in the config (at most 500).',
  ),
  'spec-too-deep': error<{ limit: number }>(
    (a) => `is YAML that is nested deeper than its parser goes (about ${a.limit} objects and lists)`,
    'Name the parts under components, or write it as JSON: of that, what is deeper than `limits.nesting` is left out.',
  ),
  'spec-not-openapi': error<{ found: string }>(
    (a) => `is no OpenAPI document: ${a.found}`,
    'Expected `openapi: 3.0.x`, `openapi: 3.1.x` or `swagger: "2.0"` at the root.',
  ),
  'spec-no-paths': error<{ found: string }>(
    (a) => `has no paths: ${a.found}`,
    'Expected an object `paths`; write `paths: {}` if the module has no operation yet.',
  ),
  'module-name-taken': error<{ module: string; other: string }>(
    (a) => `would be built as module ${a.module}, and so would ${a.other}`,
    'Rename one of the two files: a module is named after its file.',
  ),

  // References
  'reference-not-found': warning<{ ref: string }>(
    (a) => `reference ${a.ref} leads nowhere; an empty schema stands in its place`,
    'Mend the reference, or map its prefix to another place with `references.map` in the config.',
  ),
  'reference-circular': warning<{ ref: string }>(
    (a) => `reference ${a.ref} leads only back to itself; an empty schema stands in its place`,
    'Let one of the schemas in the circle say what it is, rather than refer to the next.',
  ),
  'reference-refused': warning<{ ref: string; reason: string }>(
    (a) => `reference ${a.ref} was not followed: ${a.reason}; an empty schema stands in its place`,
    'Allow a folder with `--ref-root DIR`, or map the prefix with `references.map` in the config.',
  ),
  'reference-unreadable': warning<{ ref: string; reason: string }>(
    (a) => `reference ${a.ref} could not be read: ${a.reason}; an empty schema stands in its place`,
    'Check the file that it points to.',
  ),
  'reference-limit': warning<{ ref: string; limit: number }>(
    (a) => `reference ${a.ref} was not followed: the spec already pulls in ${a.limit} files`,
    'Raise `limits.referencedFiles` in the config if that many are meant.',
  ),

  // The API's description
  'no-operations': warning<{ paths: number }>(
    () => 'describes no operation and no webhook; its collection is empty',
    'Leave the file out of `specs` until it has one.',
  ),
  'node-invalid': warning<{ expected: string; found: string }>(
    (a) => `expected ${a.expected}, found ${a.found}; it was left out`,
    'Mend the node in the spec.',
  ),
  'operation-id-duplicate': warning<{ operationId: string; first: string }>(
    (a) => `operationId ${a.operationId} is already used by ${a.first}`,
    'Give each operation an operationId of its own; other generators overwrite one with the other.',
  ),
  'path-parameter-undeclared': warning<{ name: string }>(
    (a) => `the path holds {${a.name}}, which no parameter declares; taken as a required string`,
    'Declare it with `in: path`.',
  ),
  'path-parameter-unused': warning<{ name: string }>(
    (a) => `path parameter ${a.name} does not stand in the path; it was left out`,
    'Remove it, or put it into the path.',
  ),
  'security-scheme-unknown': warning<{ scheme: string }>(
    (a) => `security scheme ${a.scheme} is declared nowhere; the collection's own auth is used`,
    'Declare it under components.securitySchemes.',
  ),
  'pattern-not-run': info<{ pattern: string; reason: string }>(
    (a) => `no value is held against the pattern ${a.pattern}: ${a.reason}`,
    'Write it as ECMAScript (ECMA-262) without a repetition of what is itself repeated or has alternatives.',
  ),
  'schema-type-unknown': warning<{ type: string }>(
    (a) => `type ${a.type} is none of JSON Schema's; any value is taken`,
    'Use string, number, integer, boolean, array, object or null.',
  ),
  'example-contradicts-schema': warning<{ reason: string }>(
    (a) => `the example contradicts its schema: ${a.reason}; it is kept as the spec gives it`,
    'Mend the example or the schema.',
  ),
  'default-contradicts-schema': warning<{ reason: string }>(
    (a) => `the default contradicts its schema: ${a.reason}; it is kept as the spec gives it`,
    'Mend the default or the schema.',
  ),
  'schema-unsatisfiable': warning<{ reason: string }>(
    (a) => `no example value was found that satisfies the schema: ${a.reason}`,
    'Give the schema an example.',
  ),
  'sample-truncated': info<{ nodes: number; levels: number }>(
    (a) =>
      `the schema is too large to be shown whole; its sample stops after ${a.nodes} values or ${a.levels} levels`,
    'Give the media type an example.',
  ),

  // The collection
  'server-differs': warning<{ server: string; variable: string; baseUrl: string }>(
    (a) => `the spec's server is ${a.server}, but ${a.variable} will be ${a.baseUrl}: the token goes there`,
    (a) =>
      `Set environments.production.${a.variable} in the config to this API's address, or give the config a profile of this API.`,
  ),
  'credential-removed': info<{ place: string }>(
    (a) => `an example credential in ${a.place} was left out of the collection`,
    'Remove it from the spec: the auth helper sends the token.',
  ),
  'variable-neutralised': info<{ variable: string }>(
    (a) => `the spec's text {{${a.variable}}} would be filled in by Postman; its braces are written apart`,
    'Reword the example if it is not meant literally.',
  ),
  'assertion-dropped': info<{ at: string; reason: string }>(
    (a) =>
      `the documented example breaks its own schema at ${a.at === '' ? 'its root' : a.at}: ${a.reason}; the test script leaves that check out`,
    'Mend the example or the schema: until then an answer of that kind is not checked there.',
  ),
  'secret-found': warning<{ place: string; kind: string; excerpt: string }>(
    (a) => `${a.kind} stands in ${a.place}: ${a.excerpt}`,
    'If it is real, revoke it and take it out: whoever gets the file has it. An example is better made up.',
  ),
  'operation-not-converted': error<{ key: string; matches: number }>(
    (a) => `${a.key} was converted ${a.matches} times, expected once; the module was not built`,
    'This is a fault of hoopai-postman: please report it with the spec.',
  ),
  'conversion-failed': error<{ reason: string }>(
    (a) => `could not be converted: ${a.reason}`,
    'This is a fault of hoopai-postman: please report it with the spec.',
  ),
  'invariant-broken': error<{ rule: string; detail: string }>(
    (a) => `the built collection breaks the rule ${a.rule}: ${a.detail}; the module was not written`,
    'This is a fault of hoopai-postman: please report it with the spec.',
  ),

  // The out folder
  'edited-copy-kept': warning<{ path: string; copy: string }>(
    (a) => `${a.path} was changed by hand since the last build; that version was kept as ${a.copy}`,
    'Take over what you need from the copy, then delete it.',
  ),
  'foreign-file-kept': warning<{ path: string }>(
    (a) => `${a.path} was changed by hand since its module went away; it was kept`,
    'Delete it yourself if nobody needs it.',
  ),
  'foreign-file-in-the-way': error<{ path: string }>(
    (a) => `${a.path} is in the way: hoopai-postman did not write it`,
    'Move it elsewhere, or choose another folder with --out.',
  ),
  'out-not-writable': error<{ reason: string }>(
    (a) => `cannot be written: ${a.reason}`,
    'Choose another folder with --out, or mend its permissions.',
  ),
  'manifest-unreadable': error<{ reason: string }>(
    (a) => `is no manifest of hoopai-postman: ${a.reason}`,
    'Restore it from version control; without a manifest a build removes nothing.',
  ),

  // Types
  'types-not-made': error<{ module: string; reason: string }>(
    (a) => `the types of ${a.module} could not be made: ${a.reason}`,
    'Please report it with the spec: the collection of the module is not affected.',
  ),

  // Pulling specs
  'pull-source-missing': error<{ reason: string }>(
    (a) => `nowhere to pull specs from: ${a.reason}`,
    'Set `pull.from` or `pull.urls` in the config, or name a folder or zip archive with --from.',
  ),
  'archive-unreadable': error<{ reason: string }>(
    (a) => `cannot be pulled from: ${a.reason}`,
    'Expected a folder, or a zip archive, with OpenAPI documents in it.',
  ),
  'spec-edited': error<{ path: string }>(
    (a) => `${a.path} is not as it was pulled; it was kept`,
    'Move your changes to the source, or replace the file with --force.',
  ),
  'lock-unreadable': error<{ reason: string }>(
    (a) => `is no lock of specs: ${a.reason}`,
    'Restore it from version control, or delete it and pull again.',
  ),
  'lock-differs': warning<{ reason: string }>(
    (a) => `is not the spec that its lock names: ${a.reason}`,
    'Pull again (--force replaces an edited file), or restore the file from version control.',
  ),

  // Environments
  'variable-undeclared': warning<{ name: string; nearest: string }>(
    (a) =>
      `{{${a.name}}} is sent as it is: nothing declares it${a.nearest && `; did you mean ${a.nearest}?`}`,
    'Declare it in the collection or in the environments of the config, or mend its name.',
  ),
  'variable-unknown': warning<{ name: string; nearest: string }>(
    (a) => `no collection uses ${a.name}${a.nearest && `; did you mean ${a.nearest}?`}`,
    'Take it out of the environment, or mend its name.',
  ),
  'variable-missing': warning<{ name: string }>(
    (a) => `the variable ${a.name} is missing, which every built environment has`,
    'Add it, or import the environment that the build wrote.',
  ),
  'private-not-ignored': warning<{ path: string }>(
    (a) => `${a.path} holds secrets, and git does not ignore it`,
    'Add *.private.postman_environment.json and .env to .gitignore; take the file out of git if it is in.',
  ),
  'dotenv-unreadable': error<{ reason: string }>(
    (a) => `cannot be read: ${a.reason}`,
    'Expected lines such as ACCESS_TOKEN=…; name another file with --from.',
  ),
  'dotenv-left-out': warning<{ name: string; reason: string }>(
    (a) => `${a.name} was left out: ${a.reason}`,
    'Rename the variable, or set it where it is used.',
  ),
  'file-in-the-way': error<{ path: string }>(
    (a) => `${a.path} is there already`,
    'Choose another name with --output, or replace it with --force.',
  ),

  // The smoke run
  'out-not-built': error<{ out: string }>(
    (a) => `${a.out} holds no manifest: nothing was built there`,
    'Build first: hoopai-postman build.',
  ),
  'out-outdated': error<{ out: string }>(
    (a) => `${a.out} was built by an earlier version of hoopai-postman`,
    'Build again: hoopai-postman build. What was edited by hand is kept as a copy.',
  ),
  'format-not-read': error<{ out: string }>(
    (a) => `${a.out} holds collections in Postman's newer format only, which this command does not read`,
    'Build both: hoopai-postman build --format both.',
  ),
  'collection-unreadable': error<{ reason: string }>(
    (a) => `cannot be used: ${a.reason}`,
    'Build it again, or restore it from version control.',
  ),
  'environment-unreadable': error<{ reason: string }>(
    (a) => `cannot be used: ${a.reason}`,
    'Export it from Postman again, or build it again.',
  ),
  'environment-unknown': error<{ name: string; known: string; nearest: string }>(
    (a) => `no environment ${a.name}${a.nearest === '' ? '' : `; did you mean ${a.nearest}?`}`,
    (a) => `Environments here: ${a.known}; or name a file that ends in .json.`,
  ),
  'setting-missing': error<{ name: string; variable: string }>(
    (a) => `${a.name} has no value`,
    (a) => `Set ${a.variable} in the process environment or in .env.`,
  ),
  'token-refused': error<{ url: string; reason: string }>(
    (a) => `no access token came from ${a.url}: ${a.reason}`,
    'Check CLIENT_ID and CLIENT_SECRET. A refresh token works once: if REFRESH_TOKEN was used elsewhere, install the app again and set the new one.',
  ),
  'token-not-kept': error<{ reason: string; isUsedUp: boolean }>(
    (a) => `the refresh token cannot be kept here: ${a.reason}`,
    (a) =>
      a.isUsedUp
        ? 'The one before is used up: install the app again, set the new REFRESH_TOKEN, and mend the permissions or the disk first.'
        : 'Each works once, so that the next one has to be kept: mend the permissions or the disk. No token was used up.',
  ),
  'specs-differ': error<{ modules: string; out: string }>(
    (a) =>
      `the collections of ${a.modules} in ${a.out} were not built from the specs that the mock would serve`,
    'Name the same specs with --spec, or build again.',
  ),
  'mock-died': error<{ reason: string }>(
    (a) => a.reason,
    'If it ran out of memory, name fewer specs with --spec, or give Node more: NODE_OPTIONS=--max-old-space-size=4096.',
  ),
  'target-invalid': error<{ url: string }>(
    (a) => `the base URL ${a.url} cannot be used`,
    'Expected http or https, a host and at most a path: no user name, password, query or fragment.',
  ),
  'target-unreachable': error<{ url: string; reason: string }>(
    (a) => `nothing answers at ${a.url}: ${a.reason}`,
    'Check the base URL of the environment and the network; no request was sent.',
  ),
  'writes-not-allowed': error<{ target: string; requests: number }>(
    (a) => `mode write would send ${a.requests} requests to ${a.target} that create, change or delete data`,
    'See which with --plan; if that is meant, add --allow-writes. Nothing was sent.',
  ),
  'report-unreadable': error<{ reason: string }>(
    (a) => `cannot be merged: ${a.reason}`,
    'Expected the smoke.json that a run writes into out/reports.',
  ),
  'data-unreadable': error<{ reason: string }>(
    (a) => `cannot be used as data: ${a.reason}`,
    'Expected a JSON list of objects, or CSV with a line of names.',
  ),

  // Merging
  'export-unreadable': error<{ reason: string }>(
    (a) => `cannot be merged: ${a.reason}`,
    'Expected a Postman collection: in the app choose Export, Collection v2.1.',
  ),
  'export-foreign': error<{ known: string }>(
    () => 'is no collection that hoopai-postman has built: no request in it is one of ours',
    (a) => `Say which module it is of with --module NAME; modules here: ${a.known}.`,
  ),
  'export-of-other-module': error<{ module: string; asked: string }>(
    (a) => `is an export of module ${a.module}, not of ${a.asked}`,
    'Leave --module out, or name the other export.',
  ),
  'base-not-found': error<{ build: string; out: string }>(
    (a) =>
      a.build === ''
        ? 'does not say which build it descends from: it has no variable spec_build'
        : `descends from build ${a.build}, which is neither in ${a.out} nor in its history`,
    'Name the collection file that was imported with --base FILE (version control has it), or merge without one, which keeps all that differs, with --base none.',
  ),

  // The comparison of two versions
  'diff-side-unusable': error<{ side: string; reason: string }>(
    (a) => `${a.side} cannot be compared: ${a.reason}`,
    'Expected a spec, a folder or glob of specs, a built out folder, a Postman collection (v2.1), or a git revision.',
  ),

  // Publishing
  'postman-key-refused': error<object>(
    () => 'Postman does not take the API key (401); it was read from POSTMAN_API_KEY',
    'Make a key under Settings, API keys of your Postman account, and set POSTMAN_API_KEY in the process environment or in .env.',
  ),
  'postman-unreachable': error<{ url: string; reason: string }>(
    (a) => `${a.url} cannot be used: ${a.reason}`,
    'Check the network and status.postman.com, then publish again: it goes on where it stopped.',
  ),
  'postman-limit': error<{ seconds: number }>(
    (a) => `Postman takes no more requests now (429)${a.seconds > 0 ? `, for another ${a.seconds} s` : ''}`,
    'Publish again later: it goes on where it stopped. Waiting of hours means that the requests of the month are used up.',
  ),
  'postman-refused': error<{ purpose: string; status: number; reason: string }>(
    (a) => `Postman refused to ${a.purpose} (${a.status}): ${a.reason}`,
    (a) =>
      a.status === 403
        ? 'The key needs the right to edit this workspace.'
        : 'Nothing was changed by that request. See what Postman says, and publish again.',
  ),
  'postman-too-large': error<{ name: string; bytes: number; limit: number }>(
    (a) => `${a.name} has ${a.bytes} bytes, and Postman takes at most ${a.limit}`,
    'Split the spec into modules.',
  ),
  'workspace-unknown': error<{ name: string; known: string; nearest: string }>(
    (a) => `no workspace ${a.name}${a.nearest === '' ? '' : `; did you mean ${a.nearest}?`}`,
    (a) => `Workspaces that the key sees: ${a.known}. Nothing was sent.`,
  ),
  'workspace-ambiguous': error<{ name: string; ids: string }>(
    (a) => `more than one workspace is called ${a.name}`,
    (a) => `Name it by its id: ${a.ids}.`,
  ),
  'lock-of-other-workspace': error<{ locked: string; asked: string }>(
    (a) => `the lock belongs to the workspace ${a.locked}, not to ${a.asked}`,
    'Leave --workspace out, or keep a lock for each workspace with --lock FILE. Nothing was sent.',
  ),
  'publish-lock-unreadable': error<{ reason: string }>(
    (a) => `is no lock of publish: ${a.reason}`,
    'Restore it from version control; without it, what was published is known again by its name and fingerprint only.',
  ),
  'secret-in-built-file': error<{ kind: string; excerpt: string }>(
    (a) => `holds ${a.kind}: ${a.excerpt}; nothing was sent`,
    'Take it out of the spec or the config, build again, and revoke it if the file was shared.',
  ),
  'built-file-edited': error<object>(
    () => 'was changed by hand since it was built; nothing was sent',
    'Build again (the changed file is kept in out/edited), and make the change in Postman: publish keeps it there.',
  ),
  'entity-gone': error<{ kind: string; name: string; uid: string }>(
    (a) => `the ${a.kind} ${a.name} (${a.uid}) of the lock is no longer in Postman`,
    "Restore it from Postman's trash, or publish it as a new one with --recreate.",
  ),
  'entity-of-other-module': error<{ name: string; uid: string }>(
    (a) =>
      `what the lock says is ${a.name} (${a.uid}) is another collection: it has no operation of the module; it was not touched`,
    'Restore the lock from version control, or take the entry out of it.',
  ),
  'entity-ambiguous': error<{ kind: string; name: string; uids: string }>(
    (a) => `more than one ${a.kind} of the workspace may be ${a.name}: ${a.uids}; none was touched`,
    'Rename or delete all but one of them in Postman.',
  ),
  'base-missing': error<{ name: string; fingerprint: string }>(
    (a) =>
      `the build that ${a.name} in Postman comes from ${a.fingerprint === '' ? 'is not known (its variable spec_build is gone)' : `(${a.fingerprint}) is not in out/history`}, so that edits there cannot be told from what the specs changed; it was not touched`,
    'Restore out/history from version control, or say whose version counts where the two differ: --prefer theirs, or --prefer ours.',
  ),
  'name-taken': warning<{ kind: string; name: string }>(
    (a) => `the workspace has another ${a.kind} of the name ${a.name}, which no build of ours made`,
    'It stays as it is. Rename one of the two if that confuses people.',
  ),
  'secret-in-postman': warning<{ name: string; pointer: string; kind: string; excerpt: string }>(
    (a) => `${a.name} in Postman holds ${a.kind} at #${a.pointer}: ${a.excerpt}`,
    'Everybody in the workspace can read it: take it out there, and revoke it.',
  ),
  'shared-secret-emptied': warning<{ name: string; variables: string }>(
    (a) => `the shared value of ${a.variables} in the environment ${a.name} of Postman is emptied`,
    'A secret belongs into the current value, which stays with its person.',
  ),

  // The command line and the config
  'no-specs': error<{ looked: string }>(
    (a) => `no spec to build: ${a.looked}`,
    'Name specs with --spec PATH, or under `specs` in the config.',
  ),
  'module-unknown': error<{ module: string; known: string; nearest: string }>(
    (a) => `no module ${a.module}${a.nearest === '' ? '' : `; did you mean ${a.nearest}?`}`,
    (a) => `Modules here: ${a.known}.`,
  ),
  'operation-unknown': error<{ operation: string; module: string; nearest: string }>(
    (a) =>
      `module ${a.module} has no operation ${a.operation}${a.nearest === '' ? '' : `; did you mean ${a.nearest}?`}`,
    (a) => `Operations of the module: hoopai-postman list ${a.module}.`,
  ),
  'language-unknown': error<{ language: string; known: string; nearest: string }>(
    (a) => `no language ${a.language}${a.nearest === '' ? '' : `; did you mean ${a.nearest}?`}`,
    (a) => `Languages: ${a.known}.`,
  ),
  'language-not-installed': error<{ language: string; known: string }>(
    (a) => `no language ${a.language} without the package postman-code-generators, which is not installed`,
    (a) => `Install it: npm install --ignore-scripts postman-code-generators@2. Without it: ${a.known}.`,
  ),
  'usage-invalid': error<{ reason: string }>((a) => a.reason, 'See hoopai-postman --help.'),
  'config-not-found': error<{ path: string }>((a) => `config ${a.path} is not there`, 'Check --config.'),
  'config-ambiguous': error<{ files: string }>(
    (a) => `holds more than one config file: ${a.files}`,
    'Keep one of them, or choose one with --config FILE.',
  ),
  'config-unreadable': error<{ reason: string }>(
    (a) => `config could not be loaded: ${a.reason}`,
    'Mend the file.',
  ),
  'config-invalid': error<{ key: string; reason: string }>(
    (a) => `config key ${a.key}: ${a.reason}`,
    'See the config reference in the README.',
  ),
} as const;

export type Severity = 'error' | 'warning' | 'info';

export interface CatalogueEntry<Args> {
  readonly severity: Severity;
  readonly message: (args: Args) => string;
  readonly help: string | ((args: Args) => string);
}

function entry(severity: Severity) {
  return <Args>(
    message: (args: Args) => string,
    help: CatalogueEntry<Args>['help'],
  ): CatalogueEntry<Args> => ({
    severity,
    message,
    help,
  });
}

function error<Args>(message: (args: Args) => string, help: CatalogueEntry<Args>['help']) {
  return entry('error')(message, help);
}

function warning<Args>(message: (args: Args) => string, help: CatalogueEntry<Args>['help']) {
  return entry('warning')(message, help);
}

function info<Args>(message: (args: Args) => string, help: CatalogueEntry<Args>['help']) {
  return entry('info')(message, help);
}
