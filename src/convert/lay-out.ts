import type { LaidOut, LayOut, Layout, LayoutMemory } from '../model/layout.ts';
import { runConverter } from './run-converter.ts';
import { skeletonOf } from './skeleton.ts';

/** The converter's work on one document grows faster than its size. */
const LAYOUTS_A_RUN = 400;

/** Has those converted that the memory does not know: what comes out depends on the layout alone. */
export function layOutOnce(memory: LayoutMemory): LayOut {
  return async (layouts) => {
    const known = [...layouts.keys()].flatMap((key) => {
      const item = memory.get(key);
      return item ? [[key, [item]] as const] : [];
    });
    const laidOut = new Map<string, readonly LaidOut[]>(known);
    const unknown = [...layouts].filter(([key]) => !laidOut.has(key));
    for (let start = 0; start < unknown.length; start += LAYOUTS_A_RUN)
      for (const [key, items] of await convertSome(unknown.slice(start, start + LAYOUTS_A_RUN))) {
        laidOut.set(key, items);
        const [item] = items;
        if (item && items.length === 1) memory.set(key, item);
      }
    return laidOut;
  };
}

async function convertSome(
  layouts: readonly (readonly [key: string, layout: Layout])[],
): Promise<ReadonlyMap<string, readonly LaidOut[]>> {
  const found = new Map<string, LaidOut[]>();
  for (const { index, ...item } of await runConverter(skeletonOf(layouts.map(([, layout]) => layout)))) {
    const [key, layout] = layouts[index] ?? [];
    if (key === undefined || layout?.method !== item.method) continue;
    found.set(key, [...(found.get(key) ?? []), item]);
  }
  return found;
}
