import { cannot } from "../core/mod.ts";

/** Points of a line that are drawn as they are. */
const MAX_POINTS = 2000;

/** Stretches that a longer line is cut into; four points of each stay. */
const STRETCHES = 500;

/**
 * The points of a line that decide how it looks.
 *
 * @param action What is being drawn, for error texts.
 * @param points Places of shape `(n)`, x in ascending order if n is above 2,000.
 * @returns The points as they are, or of each stretch the first, lowest, highest and last.
 * @throws {RangeError} If a long line runs back and forth.
 */
export function thin(
  action: string,
  { x, y }: { x: number[]; y: number[] },
): { x: number[]; y: number[] } {
  if (x.length <= MAX_POINTS) return { x, y };
  const back = x.findIndex((value, i) => i > 0 && value < x[i - 1]!);
  if (back > 0) {
    const needed = `more than ${MAX_POINTS} points need x in ascending order to be thinned`;
    throw new RangeError(cannot(action, needed) + `, got ${x[back]} after ${x[back - 1]}`);
  }
  const kept = new Set<number>();
  for (let s = 0; s < STRETCHES; s++) {
    const from = Math.floor((s * x.length) / STRETCHES);
    const to = Math.floor(((s + 1) * x.length) / STRETCHES);
    for (const i of corners(y, from, to)) kept.add(i);
  }
  const order = [...kept].sort((a, b) => a - b);
  return { x: order.map((i) => x[i]!), y: order.map((i) => y[i]!) };
}

/** First, lowest, highest and last position from `from` to before `to`. */
function corners(y: number[], from: number, to: number): number[] {
  let [lowest, highest] = [from, from];
  for (let i = from; i < to; i++) {
    if (y[i]! < y[lowest]!) lowest = i;
    if (y[i]! > y[highest]!) highest = i;
  }
  return [from, lowest, highest, to - 1];
}
