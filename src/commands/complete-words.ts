import { resolve } from 'node:path';
import type { Options } from 'yargs';
import { DEFAULT_OUT } from '../config/defaults.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { commonFlags } from './flags.ts';
import { commands } from './index.ts';

/**
 * What may stand in the place of the last of the words, our own name being the first: commands, flags, the values of
 * a flag that takes only some, and modules that are built. Empty where the shell's file names are the better answer.
 */
export async function completeWords(words: readonly string[]): Promise<readonly string[]> {
  const given = words.slice(1, -1);
  const current = words.at(-1) ?? '';
  const command = commands.find(({ name }) => given.includes(name));
  const flags: Readonly<Record<string, Options>> = { ...commonFlags, ...command?.flags };
  const offered = (names: readonly string[]): readonly string[] =>
    names.filter((name) => name.startsWith(current) && !given.includes(name));
  const awaiting = flags[/^--(.+)/.exec(given.at(-1) ?? '')?.[1] ?? ''];
  if (awaiting && awaiting.type !== 'boolean') return offered((awaiting.choices ?? []).map(String));
  if (current.startsWith('-')) return offered([...Object.keys(flags), 'help'].map((name) => `--${name}`));
  if (!command) return offered(commands.map(({ name }) => name));
  if (command.positional?.name !== 'modules') return [];
  const out = given[given.indexOf('--out') + 1];
  return offered(await modulesIn(given.includes('--out') && out ? out : DEFAULT_OUT));
}

/** Those whose names no shell takes for anything else. A fault is for the command to tell, not for the Tab key. */
async function modulesIn(out: string): Promise<readonly string[]> {
  const { readManifest } = await import('../io/read-out.ts');
  const manifest = await readManifest(resolve(workingDirectory(), out)).catch(() => undefined);
  return Object.keys(manifest?.modules ?? {}).filter((name) => /^[a-z\d][\w.-]*$/i.test(name));
}
