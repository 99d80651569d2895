import { cannot, checkInteger } from "../core/mod.ts";
import { type Numbers, plain } from "./numbers.ts";

/** Heights over a rectangle: `z[i][j]` stands at `x[j]`, `y[i]`. */
export type Grid = {
  /** Places along the horizontal axis, shape `(columns)`, at least 2, ascending. */
  x: Numbers;
  /** Places along the vertical axis, shape `(rows)`, at least 2, ascending. */
  y: Numbers;
  /** Heights, shape `(rows, columns)`. */
  z: Numbers[];
};

/** Where {@linkcode grid} evaluates. */
export type GridOptions = {
  /** Smallest and largest x. */
  x: [number, number];
  /** Smallest and largest y. */
  y: [number, number];
  /** Places along each axis, 2 to 300. @default 80 */
  steps?: number;
};

/**
 * The values of a function of two variables on an even grid.
 *
 * @param f The function.
 * @param options The rectangle, and the places along each side.
 * @returns The grid, to be drawn by `contour` or `surface`.
 * @throws {RangeError} If a range is not two ascending numbers or `steps` is not from 2 to 300.
 *
 * @example
 * ```ts
 * import { grid } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const { x, y, z } = grid((x, y) => x + 10 * y, { x: [0, 2], y: [0, 1], steps: 3 });
 * assertEquals([x, y], [[0, 1, 2], [0, 0.5, 1]]);
 * assertEquals(z[1], [5, 6, 7]);
 * ```
 */
export function grid(
  f: (x: number, y: number) => number,
  { x, y, steps = 80 }: GridOptions,
): { x: number[]; y: number[]; z: number[][] } {
  checkInteger("make a grid", "steps", steps, 2, MAX_SIDE);
  const xs = places("x", x, steps);
  const ys = places("y", y, steps);
  return { x: xs, y: ys, z: ys.map((y) => xs.map((x) => f(x, y))) };
}

/** Rows or columns of a grid that a page still draws and a notebook still keeps. */
export const MAX_SIDE = 300;

/** Checks and copies a grid; `log` asks for heights above 0. */
export function plainGrid(action: string, { x, y, z }: Grid, log = false) {
  const rows = plainRows(action, z, log);
  const [xs, ys] = [plain(action, "x", x), plain(action, "y", y)];
  for (
    const [name, places, want] of [["x", xs, rows[0]!.length], ["y", ys, rows.length]] as const
  ) {
    if (places.length !== want || want < 2) {
      const text = name === "x" ? "a number for each column of z" : "a number for each row of z";
      throw new RangeError(
        `Cannot ${action}: ${name} must hold ${text}, at least 2, got ${places.length} for ${want}`,
      );
    }
    const back = places.findIndex((value, i) => i > 0 && value <= places[i - 1]!);
    if (back > 0) {
      const got = `${places[back]} after ${places[back - 1]}`;
      throw new RangeError(`Cannot ${action}: ${name} must ascend, got ${got}`);
    }
  }
  return { x: xs, y: ys, z: rows };
}

/** Checks and copies a matrix: rows of one length, finite numbers, at most 300 by 300. */
export function plainRows(action: string, rows: Numbers[], log = false, name = "z"): number[][] {
  if (!Array.isArray(rows)) throw new TypeError(cannot(action, `${name} must be rows`, rows));
  if (rows.length === 0) throw new RangeError(cannot(action, `${name} must hold a row`, []));
  const width = rows[0]!.length;
  const odd = rows.findIndex((row) => row.length !== width);
  if (odd > 0) {
    const needed = `all rows of ${name} must have one length`;
    throw new RangeError(`Cannot ${action}: ${needed}, got ${width} and ${rows[odd]!.length}`);
  }
  if (rows.length > MAX_SIDE || width > MAX_SIDE) {
    const needed = `at most ${MAX_SIDE} rows and columns fit (average neighbouring cells)`;
    throw new RangeError(`Cannot ${action}: ${needed}, got ${rows.length} rows of ${width}`);
  }
  const flat = plain(action, name, rows.flatMap((row) => Array.from(row)), log);
  return rows.map((_, i) => flat.slice(i * width, (i + 1) * width));
}

function places(name: string, [low, high]: [number, number], steps: number): number[] {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    const needed = `${name} must be two finite numbers, smaller first`;
    throw new RangeError(cannot("make a grid", needed, [low, high]));
  }
  return Array.from({ length: steps }, (_, i) => low + ((high - low) * i) / (steps - 1));
}
