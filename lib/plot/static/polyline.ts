/** A corner of a path, in pixels. */
type Corner = [number, number];

/** The length of a path of straight lines, in pixels. */
export function pathLength(corners: Corner[]): number {
  return steps(corners).reduce((sum, step) => sum + step, 0);
}

/** The point that lies `length` pixels along a path; an end of the path for what lies beyond it. */
export function pathPoint(corners: Corner[], length: number): { x: number; y: number } {
  let left = Math.max(0, length);
  for (const [i, step] of steps(corners).entries()) {
    const [[x0, y0], [x1, y1]] = [corners[i]!, corners[i + 1]!];
    if (left <= step && step > 0) {
      return { x: x0 + (left / step) * (x1 - x0), y: y0 + (left / step) * (y1 - y0) };
    }
    left -= step;
  }
  const [x, y] = corners.at(-1) ?? [0, 0];
  return { x, y };
}

function steps(corners: Corner[]): number[] {
  return corners.slice(1).map(([x, y], i) => Math.hypot(x - corners[i]![0], y - corners[i]![1]));
}
