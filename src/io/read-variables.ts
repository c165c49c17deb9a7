import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { systemReason } from './out-failure.ts';

/** Value of an environment's variable (`access_token`) from the process environment (`ACCESS_TOKEN`) or `.env`. */
export type ReadVariable = (name: string) => string | undefined;

/**
 * The process environment beats the `.env` of `folder`; an empty value counts as none. Space around a value is none of
 * it: a token that was read from a file ends in a newline, which no header can hold.
 */
export function variableReader(folder: string): ReadVariable {
  const file = dotEnvOrNone(join(folder, '.env'));
  return (name) => {
    const key = shellName(name);
    return process.env[key]?.trim() || file[key]?.trim() || undefined;
  };
}

/** `access_token` -> `ACCESS_TOKEN`: what a shell calls it. */
export function shellName(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_');
}

/** The values of a `.env` by their names of the shell. @throws Stop `dotenv-unreadable`. */
export function readDotEnv(file: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      Object.entries(parseDotEnv(readFileSync(file, 'utf8'))).map(([name, value = '']) => [
        name,
        value.trim(),
      ]),
    );
  } catch (error) {
    throw new Stop([diagnostic('dotenv-unreadable', { reason: systemReason(error) }, { file })]);
  }
}

function dotEnvOrNone(file: string): NodeJS.Dict<string> {
  try {
    return parseDotEnv(readFileSync(file, 'utf8'));
  } catch {
    // A `.env` is nobody's duty; what it would have given is missed by name.
    return {};
  }
}

function parseDotEnv(text: string): NodeJS.Dict<string> {
  // An editor of Windows begins it with a byte order mark.
  return parseEnv(text.replace(/^\ufeff/, ''));
}
