import { type RawItem, runConverter } from './run-converter.ts';
import { type Layout, skeletonOf } from './skeleton.ts';

/** The converter's work on one document grows faster than its size. */
const LAYOUTS_A_RUN = 400;

/** What the converter makes of a layout: one item where all is well. */
export type LaidOut = (layout: Layout) => readonly RawItem[];

/** Has each distinct layout converted once. @throws Error with the converter's reason when it refuses. */
export async function layOut(layouts: readonly Layout[]): Promise<LaidOut> {
  const distinct = [...new Map(layouts.map((layout) => [keyOf(layout), layout])).values()];
  const found = new Map<string, RawItem[]>();
  for (let start = 0; start < distinct.length; start += LAYOUTS_A_RUN) {
    const part = distinct.slice(start, start + LAYOUTS_A_RUN);
    for (const item of await runConverter(skeletonOf(part))) {
      const layout = part[item.index];
      if (layout?.method !== item.method) continue;
      found.set(keyOf(layout), [...(found.get(keyOf(layout)) ?? []), item]);
    }
  }
  return (layout) => found.get(keyOf(layout)) ?? [];
}

function keyOf({ method, body, code, type }: Layout): string {
  return JSON.stringify([method, body, code, type]);
}
