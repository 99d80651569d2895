/** A place in a layered drawing: the column, from 0 on the left, and the height in it. */
export type Place = { x: number; y: number };

/** What goes into what, by positions. */
type Edge = { from: number; to: number };

/** Passes over the columns; after a few nothing moves any more. */
const SWEEPS = 8;

/**
 * Places for the nodes of a graph without cycles, so that all edges go to the right: each node one
 * column behind the last of its inputs, those without inputs just before their first use. In each
 * column nodes stand in the order of the mean height of their neighbours, which keeps crossings few.
 *
 * @param count How many nodes; every edge goes from a lower position to a higher one.
 * @param edges The edges.
 * @returns A place for each node, the columns centred at height 0, neighbours in one 1 apart.
 *
 * Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
 * structures", IEEE Transactions on Systems, Man, and Cybernetics 11 (1981).
 */
export function layeredLayout(count: number, edges: readonly Edge[]): Place[] {
  const columns = columnsOf(count, edges);
  const layers: number[][] = [];
  columns.forEach((column, node) => (layers[column] ??= []).push(node));
  const height = new Float64Array(count);
  for (const layer of layers) stack(layer, height);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const backwards = sweep % 2 === 1;
    for (const layer of backwards ? layers.toReversed() : layers) {
      const wanted = new Map(layer.map((node) => [node, meanHeight(node, edges, height)]));
      layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
      stack(layer, height);
    }
  }
  return Array.from(columns, (x, node) => ({ x, y: height[node]! }));
}

function columnsOf(count: number, edges: readonly Edge[]): number[] {
  const columns = new Array<number>(count).fill(0);
  const byTarget = edges.toSorted((a, b) => a.to - b.to);
  for (const { from, to } of byTarget) columns[to] = Math.max(columns[to]!, columns[from]! + 1);
  for (let node = 0; node < count; node++) {
    if (edges.some(({ to }) => to === node)) continue;
    const uses = edges.filter(({ from }) => from === node).map(({ to }) => columns[to]! - 1);
    columns[node] = uses.length > 0 ? Math.min(...uses) : 0;
  }
  return columns;
}

/** One below the other in their order, around height 0. */
function stack(layer: readonly number[], height: Float64Array): void {
  layer.forEach((node, i) => height[node] = (layer.length - 1) / 2 - i);
}

/** Downwards, as `stack` goes; a node without neighbours stays where it is. */
function meanHeight(node: number, edges: readonly Edge[], height: Float64Array): number {
  const near = edges.flatMap(({ from, to }) => from === node ? [to] : to === node ? [from] : []);
  if (near.length === 0) return -height[node]!;
  return -near.reduce((sum, other) => sum + height[other]!, 0) / near.length;
}
