import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../command.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const { overrides } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  overrides: Record<string, Record<string, string>>;
};

it('gives users the overrides that the project itself is tested with', () => {
  const block = /```json\n(\{\n {2}"overrides"[\s\S]*?)```/.exec(README)?.[1] ?? '';
  expect(JSON.parse(block)).toEqual({ overrides });
});

it('overrides each package that the table of advisories names, and no other', () => {
  const named = [...README.matchAll(/^\| ([\w-]+) \| GHSA-/gm)].map(([, name]) => name);
  const mended = Object.values(overrides).flatMap((versions) => Object.keys(versions));
  expect(named.toSorted()).toEqual([...new Set(mended)].toSorted());
});

it('installs the versions that it overrides', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; dev?: boolean }>;
  };
  const { dependencies } = packages[''] as unknown as { dependencies: Record<string, string> };
  for (const [name, version] of Object.values(overrides).flatMap(Object.entries)) {
    const installed = Object.entries(packages).filter(
      ([path, { dev }]) => path.endsWith(`node_modules/${name}`) && !dev,
    );
    const indirect = installed.filter(([path]) => path !== `node_modules/${name}` || !(name in dependencies));
    expect([...new Set(indirect.map(([, entry]) => entry.version))]).toEqual([version]);
  }
});
