import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { variableReader } from '../../../src/io/read-variables.ts';
import { temporaryFolder } from '../../command.ts';

/** A value as a `.env` and the process environment give it. */
function given(name: string, dotEnv?: string, inProcess?: string): string | undefined {
  const folder = temporaryFolder();
  if (dotEnv !== undefined) writeFileSync(join(folder, '.env'), dotEnv);
  if (inProcess !== undefined) vi.stubEnv('PETS_TOKEN', inProcess);
  return variableReader(folder)(name);
}

describe('variableReader', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['nothing where there is no file', undefined, undefined, undefined],
    ['the file', 'OTHER=1\nPETS_TOKEN=abc\n', undefined, 'abc'],
    ['the first line after a byte order mark', '\ufeffPETS_TOKEN=abc\r\n', undefined, 'abc'],
    ['a value without the newline in its quotes', 'PETS_TOKEN="abc\n"', undefined, 'abc'],
    ['the process before the file', 'PETS_TOKEN=abc', 'def', 'def'],
    ['the process without a newline at the end', undefined, ' def\r\n', 'def'],
    ['the file where the process has only space', 'PETS_TOKEN=abc', ' \n', 'abc'],
  ])('gives %s', (_name, dotEnv, inProcess, want) => {
    expect(given('pets_token', dotEnv, inProcess)).toBe(want);
  });
});
