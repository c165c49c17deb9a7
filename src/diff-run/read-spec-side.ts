import type { Diagnostic, Where } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { readContract } from '../diff/read-contract.ts';
import type { Config } from '../model/config.ts';
import type { Contract } from '../model/contract.ts';
import { readSources } from '../read-sources.ts';
import { apiReader } from '../sources.ts';
import type { ReadSide } from './read-side.ts';

/** The contracts of the specs that the config names. @throws Stop when a path or glob matches no file. */
export async function readSpecSide(
  name: string,
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
): Promise<ReadSide> {
  const sources = await readSources(config, stdin, undefined);
  const readApi = apiReader(config);
  const contracts: Contract[] = [];
  const places = new Map<string, (pointer: string) => Where>();
  const failed = sources.value.failed.map(({ module }) => module);
  const diagnostics: Diagnostic[] = [...sources.diagnostics];
  for (const spec of sources.value.specs) {
    const read = await readApi(spec);
    diagnostics.push(...read.diagnostics);
    if (!read.value) {
      failed.push(spec.module);
      continue;
    }
    contracts.push(readContract(read.value.api));
    places.set(spec.file, read.value.place);
  }
  const place = ({ file, pointer = '' }: Where): Where => places.get(file)?.(pointer) ?? { file, pointer };
  return { name, oneFile: false, contracts, failed, diagnostics: sortDiagnostics(diagnostics), place };
}
