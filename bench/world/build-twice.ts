import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Built, buildProcess } from './build-process.ts';

export interface TwiceBuilder {
  readonly build: (file: string) => Promise<readonly [Built, Built]>;
  readonly end: () => void;
}

/** Builds a document in two processes at once, which differ in time zone and language: neither may show. */
export function buildTwice(folder: string, timeout: number): TwiceBuilder {
  mkdirSync(folder, { recursive: true });
  const one = buildProcess({ TZ: 'UTC', LANG: 'C' }, timeout);
  const other = buildProcess({ TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8' }, timeout);
  return {
    build: (file) =>
      Promise.all([one.build(file, join(folder, 'one')), other.build(file, join(folder, 'other'))]),
    end: () => {
      one.end();
      other.end();
    },
  };
}
