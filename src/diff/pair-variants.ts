/** Name and shape. */
export type Variant = readonly [name: string, shape: string];

export interface PairedVariants {
  readonly pairs: readonly (readonly [from: string, to: string])[];
  readonly gone: readonly Variant[];
  readonly come: readonly Variant[];
}

/**
 * Which variant is which: the same by name where it has one, else by content, wherever it stands in the list; of the
 * nameless left over each with the next, as one that changed.
 */
export function pairVariants(
  from: readonly Variant[],
  to: readonly Variant[],
  same: (from: string, to: string) => boolean,
): PairedVariants {
  const pairs: (readonly [string, string])[] = [];
  let [gone, come] = [[...from], [...to]];
  const join = (fits: (was: Variant, is: Variant) => boolean): void => {
    for (const was of [...gone]) {
      const is = come.find((one) => fits(was, one));
      if (!is) continue;
      pairs.push([was[1], is[1]]);
      gone = gone.filter((one) => one !== was);
      come = come.filter((one) => one !== is);
    }
  };
  if (from.length === 1 && to.length === 1) return { pairs: [], gone: [], come: [] };
  join(([was], [is]) => was === is && isNamed(was));
  join(([, was], [, is]) => same(was, is));
  join(([was], [is]) => !isNamed(was) && !isNamed(is));
  return { pairs, gone, come };
}

function isNamed(name: string): boolean {
  return !/^(oneOf|anyOf) \d+$/.test(name);
}
