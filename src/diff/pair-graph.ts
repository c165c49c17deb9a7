/** Two shapes that stand at the same place, `field` being the way there from the pair above. */
export interface Pair {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface ComparedPair<Change> {
  readonly found: readonly Change[];
  /** What lies below and is to be compared too. */
  readonly below: readonly Pair[];
}

interface PairNode<Change> {
  readonly key: string;
  found: readonly Change[];
  below: readonly Pair[];
  /** Whether anything was found here or anywhere below. */
  differs: boolean;
  readonly above: PairNode<Change>[];
}

/** Pairs by their key, each compared once however many ways lead to it, and in circles. */
export type PairGraph<Change> = Map<string, PairNode<Change>>;

/** The pair with all below it compared; so that nobody walks again and again where nothing differs. */
export function explorePair<Change>(
  start: Pair,
  graph: PairGraph<Change>,
  compare: (pair: Pair) => ComparedPair<Change>,
): Readonly<PairNode<Change>> {
  const known = graph.get(keyOf(start));
  if (known) return known;
  const root = addNode(start, graph);
  const waiting = [{ pair: start, node: root }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, pair } = next;
    Object.assign(node, compare(pair));
    if (node.found.length > 0) markUpwards(node);
    for (const below of node.below) {
      const there = graph.get(keyOf(below));
      const child = there ?? addNode(below, graph);
      child.above.push(node);
      if (child.differs) markUpwards(node);
      if (!there) waiting.push({ pair: below, node: child });
    }
  }
  return root;
}

function addNode<Change>(pair: Pair, graph: PairGraph<Change>): PairNode<Change> {
  const node = { key: keyOf(pair), found: [], below: [], differs: false, above: [] };
  graph.set(node.key, node);
  return node;
}

function markUpwards<Change>(start: PairNode<Change>): void {
  const waiting = [start];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.differs) continue;
    node.differs = true;
    waiting.push(...node.above);
  }
}

function keyOf({ from, to }: Pair): string {
  return `${from}\n${to}`;
}
