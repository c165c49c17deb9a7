import { readContract } from '../../../src/diff/read-contract.ts';
import type { Contract } from '../../../src/model/contract.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { frozen, read } from '../built-from.ts';

/** The contract of a document. */
export async function contractOf(root: JsonObject): Promise<Contract> {
  return frozen(readContract((await read(root)).api));
}
