import {
  type Matrix,
  WINOGRAD,
  winogradFilter,
  type WinogradShape,
} from "../../lib/kernels/reference/mod.ts";
import { magnitudes } from "./values.ts";

const INPUT = absolute(WINOGRAD.input);
const FILTER = absolute(WINOGRAD.filter);
const OUTPUT = absolute(WINOGRAD.output);

/** What an error of `winogradConv2d` is measured by: |A'| (|G| |w| |G'| · |B'| |x| |B|) |A|. */
export function convScale(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  s: WinogradShape,
): Float64Array {
  const { inC, outC } = s;
  const u = winogradFilter(magnitudes(w), inC * outC, FILTER);
  const y = new Float64Array(s.batch * s.outH * s.outW * outC);
  forEachTile(s, (b, row, column) => {
    const v = Array.from({ length: inC }, (_, c) => inputs(x, s, b, row, column, c));
    for (let o = 0; o < outC; o++) {
      const m = new Float64Array(36).map((_, p) =>
        v.reduce((sum, values, c) => sum + values[p]! * u[(p * inC + c) * outC + o]!, 0)
      );
      both(OUTPUT, m, 6).forEach((value, i) => {
        const [r, q] = [row + Math.floor(i / 4), column + i % 4];
        if (r < s.outH && q < s.outW) y[((b * s.outH + r) * s.outW + q) * outC + o] = value;
      });
    }
  });
  return y;
}

/** What an error of `winogradBackpropFilter` is measured by; see its contract. */
export function filterScale(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  s: WinogradShape,
): Float64Array {
  const { inC, outC } = s;
  const sums = new Float64Array(inC * outC * 36);
  forEachTile(s, (b, row, column) => {
    const g = Array.from({ length: outC }, (_, o) => gradients(dy, s, b, row, column, o));
    for (let c = 0; c < inC; c++) {
      const v = inputs(x, s, b, row, column, c);
      g.forEach((values, o) => {
        for (let p = 0; p < 36; p++) sums[(c * outC + o) * 36 + p]! += v[p]! * values[p]!;
      });
    }
  });
  const dw = new Float64Array(9 * inC * outC);
  for (let pair = 0; pair < inC * outC; pair++) {
    const sum = sums.subarray(36 * pair, 36 * pair + 36);
    both(turned(FILTER), sum, 6).forEach((value, tap) => dw[tap * inC * outC + pair] = value);
  }
  return dw;
}

/** Tiles of an image's outputs. */
export function tilesOf(s: WinogradShape): number {
  return s.batch * Math.ceil(s.outH / 4) * Math.ceil(s.outW / 4);
}

/**
 * The largest value that the scale of `winogradConv2d` can have for one channel of inputs and weights
 * of size 1.
 */
export function largestScale(): number {
  const size = (row: readonly number[]) => row.reduce((sum, value) => sum + value, 0);
  const points = INPUT.map((row, i) => size(row) * size(FILTER[i]!));
  const line = OUTPUT.map((row) => row.reduce((sum, value, i) => sum + value * points[i]!, 0));
  return Math.max(...line) ** 2;
}

function forEachTile(
  s: WinogradShape,
  visit: (b: number, row: number, column: number) => void,
): void {
  for (let b = 0; b < s.batch; b++) {
    for (let row = 0; row < s.outH; row += 4) {
      for (let column = 0; column < s.outW; column += 4) visit(b, row, column);
    }
  }
}

/** |B'| |d| |B| of one channel of the tile whose first output is (row, column). */
function inputs(
  x: ArrayLike<number>,
  { inH, inW, inC, top, left }: WinogradShape,
  ...[b, row, column, c]: [number, number, number, number]
): Float64Array {
  const d = new Float64Array(36).map((_, at) => {
    const [i, j] = [row - top + Math.floor(at / 6), column - left + at % 6];
    const inside = i >= 0 && j >= 0 && i < inH && j < inW;
    return inside ? Math.abs(x[((b * inH + i) * inW + j) * inC + c]!) : 0;
  });
  return both(INPUT, d, 6);
}

/** |A| |dy| |A'| of one channel of a tile. */
function gradients(
  dy: ArrayLike<number>,
  { outH, outW, outC }: WinogradShape,
  ...[b, row, column, o]: [number, number, number, number]
): Float64Array {
  const g = new Float64Array(16).map((_, at) => {
    const [i, j] = [row + Math.floor(at / 4), column + at % 4];
    return i < outH && j < outW ? Math.abs(dy[((b * outH + i) * outW + j) * outC + o]!) : 0;
  });
  return both(turned(OUTPUT), g, 4);
}

/** m t m' of a tile of size × size. */
function both(m: Matrix, tile: Float64Array, size: number): Float64Array {
  return new Float64Array(m.length ** 2).map((_, at) => {
    const [row, column] = [m[Math.floor(at / m.length)]!, m[at % m.length]!];
    return tile.reduce(
      (sum, value, i) => sum + row[Math.floor(i / size)]! * column[i % size]! * value,
      0,
    );
  });
}

function turned(m: Matrix): Matrix {
  return m[0]!.map((_, i) => m.map((row) => row[i]!));
}

function absolute(m: Matrix): Matrix {
  return m.map((row) => row.map(Math.abs));
}
