import { join } from 'node:path';
import { secretVariables } from '../config/resolve-profile.ts';
import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { BuildResult } from '../model/build.ts';
import type { Config, Profile } from '../model/config.ts';

/** Columns of 80 that a command has: its margin and a backslash taken off. */
const LINE = 73;

/** What a person does with a build, in the order in which they do it. */
export function formatNextSteps(
  { modules, environments }: BuildResult,
  { out, profile, format }: Config,
  { relativeTo, paint }: { readonly relativeTo: string; readonly paint: Paint },
): string[] {
  const place = (path: string): string => shellWord(formatFile(join(out, path), relativeTo));
  const environment = environments.find(({ name }) => name === 'production') ?? environments[0];
  const example = modules.find(({ module }) => module === 'contacts') ?? modules[0];
  if (!environment || !example) return [];
  const [runner, first] =
    format === 'v3'
      ? [
          'npx postman-cli collection run',
          `Lint them: npx postman-cli collection lint ${place('postman/collections')}`,
        ]
      : ['npx newman run', `In Postman, import ${place('collections')} and ${place('environments')}`];
  const command = [
    `${runner} ${place(example.path)}`,
    `  -e ${place(environment.path)}`,
    ...joinLines(variablesToSet(profile).map((name) => `--env-var ${name}=$${shellVariable(name)}`)),
  ];
  return [
    paint.bold('Next'),
    `  1. ${first}`,
    `  2. Use environment ${printable(environment.name)}${formatSetting(profile)}`,
    '  3. Run the smoke suite, one collection after the other:',
    ...command.map((line, index) => paint.cyan(`     ${line}${index < command.length - 1 ? ' \\' : ''}`)),
  ];
}

/** The flags on one line, or each on its own where that would be too long. */
function joinLines(flags: readonly string[]): string[] {
  const line = `  ${flags.join(' ')}`;
  return line.length <= LINE ? [line].filter((text) => text.trim() !== '') : flags.map((flag) => `  ${flag}`);
}

/** A secret belongs into the current value: the initial one is shared with the team. */
function formatSetting(profile: Profile): string {
  const secret = secretVariables(profile);
  const names = variablesToSet(profile).map((name) => (secret.has(name) ? `${name} (current value)` : name));
  return names.length === 0 ? '' : `; set ${names.join(', ')}`;
}

/** Credentials, and the variables that every environment leaves empty. */
function variablesToSet(profile: Profile): string[] {
  const empty = profile.variables.filter(({ value }) => value === '').map(({ name }) => name);
  const username = profile.auth.type === 'basic' ? [profile.auth.username] : [];
  return [...new Set([...username, ...secretVariables(profile), ...empty])];
}

function shellVariable(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
