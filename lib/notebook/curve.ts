/** A point of a curve. */
export type Point = { x: number; y: number };

/** A curve that grows, and never holds more than so many points. */
export type Curve = {
  add(x: number, y: number): void;
  /** The points to draw, in order; the last one added is always among them. */
  points(): Point[];
};

/**
 * A curve of at most `most` points plus the newest. When it is full every second point is dropped, and
 * from then on only every second one is kept: the points stay evenly spread, whatever comes.
 *
 * @param most How many points are kept, 2 or more.
 * @returns The curve, empty.
 */
export function createCurve(most: number): Curve {
  let kept: Point[] = [];
  let newest: Point | undefined;
  let [stride, seen] = [1, 0];
  return {
    add(x, y) {
      newest = { x, y };
      if (seen++ % stride !== 0) return;
      kept.push(newest);
      if (kept.length < most) return;
      kept = kept.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    points: () => newest === undefined || kept.at(-1) === newest ? [...kept] : [...kept, newest],
  };
}
