import type { Where } from '../diagnostics/diagnostic.ts';
import type { LoadedSpec } from '../model/spec.ts';

/** The place in a file that a person has, for a pointer into the bundled document. */
export function locateOrigin(
  { file, origins }: Pick<LoadedSpec, 'file' | 'origins'>,
  pointer: string,
): Where {
  let nearest: LoadedSpec['origins'][number] | undefined;
  for (const origin of origins) {
    const holds = pointer === origin.pointer || pointer.startsWith(`${origin.pointer}/`);
    if (holds && origin.pointer.length >= (nearest?.pointer.length ?? 0)) nearest = origin;
  }
  if (!nearest) return { file, pointer };
  return { file: nearest.from.file, pointer: nearest.from.pointer + pointer.slice(nearest.pointer.length) };
}
