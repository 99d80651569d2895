import {
  columnSums,
  densePatchesGrad,
  type DensePatchesShape,
  type PatchRows,
} from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { patchRows, SHARES } from "./patch_values.ts";
import { assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

type Rows = PatchRows & { a: Float32Array };
type Options = DensePatchesShape & { relu: boolean };

function gradients(arena: Arena, rows: Rows, w: Float32Array, dy: Float32Array, s: Options) {
  const { batch, positions, channels, units } = s;
  const dySum = columnSums(dy, { rows: batch, columns: units });
  let [a, db] = [0, 0];
  const dw = arena.run(w.length, (to) => {
    const [weights, grad, sum] = [arena.input(w), arena.input(dy), arena.input(dySum)];
    const [samples, starts] = [arena.indices(rows.samples), arena.indices(rows.starts)];
    const blank = arena.input(rows.blank);
    a = arena.inOut(rows.a);
    db = arena.scratch(channels);
    arena.kernels.densePatchesGrad(
      ...[a, samples, starts, blank, weights, grad, sum, to, db] as const,
      ...[channels, units, Number(s.relu)] as const,
      ...[0, positions, arena.scratch((2 * units + 1) * channels + (batch + 1) * units)] as const,
    );
  });
  return { dw, da: arena.floats(a, rows.a.length), db: arena.floats(db, channels) };
}

/** A ReLU's output: negative values become 0, among them a −0. */
function behindRelu(rows: Rows): Rows {
  const cut = (values: ArrayLike<number>) =>
    Float32Array.from(values, (value, i) => value < 0 ? (i % 3 ? 0 : -0) : value);
  return { ...rows, a: cut(rows.a), blank: cut(rows.blank) };
}

function check(arena: Arena, sizes: DensePatchesShape): void {
  for (const share of SHARES) {
    for (const relu of [false, true]) {
      const s = { ...sizes, relu };
      const finish = (rows: Rows) => relu ? behindRelu(rows) : rows;
      const what = `${describe(s)}, ${share} listed`;
      checkWhole(arena, finish(patchRows(s, share, integers)), s, what);
      checkRounding(arena, finish(patchRows(s, share, floats)), s, what);
    }
  }
}

function checkWhole(arena: Arena, rows: Rows, s: Options, what: string): void {
  const w = integers(s.units * s.positions * s.channels, 1);
  const dy = integers(s.batch * s.units, 2);
  const [actual, expected] = [gradients(arena, rows, w, dy, s), densePatchesGrad(rows, w, dy, s)];
  assertWithin(actual.dw, expected.dw, () => 0, `dw, ${what}`);
  assertWithin(actual.da, expected.da, () => 0, `da, ${what}`);
  assertWithin(actual.db, expected.db, () => 0, `db, ${what}`);
}

function checkRounding(arena: Arena, rows: Rows, s: Options, what: string): void {
  const { batch, positions, channels, units } = s;
  const w = floats(units * positions * channels, 1);
  const dy = floats(batch * units, 2);
  const [actual, expected] = [gradients(arena, rows, w, dy, s), densePatchesGrad(rows, w, dy, s)];
  const sizes = { ...rows, a: magnitudes(rows.a), blank: magnitudes(rows.blank) };
  const open = { ...s, relu: false };
  const [wSize, dySize] = [magnitudes(w), magnitudes(dy)];
  const scale = densePatchesGrad(sizes, wSize, dySize, open);
  // dy of the listed images is taken off the sum over all of them: its rounding counts too.
  const noRows = { a: [], samples: [], starts: new Int32Array(positions + 1) };
  const blanks = densePatchesGrad({ ...noRows, blank: sizes.blank }, wSize, dySize, open);
  const share = (n: number) => 2 * n * 2 ** -23;
  const dwBound = (i: number) => share(batch + 1) * (scale.dw[i]! + blanks.dw[i]!);
  assertWithin(actual.dw, expected.dw, dwBound, `dw, ${what}`);
  assertWithin(actual.da, expected.da, (i) => share(units) * scale.da[i]!, `da, ${what}`);
  const terms = positions * (batch + units);
  const dbBound = (c: number) => share(terms) * (scale.db[c]! + blanks.db[c]!);
  assertWithin(actual.db, expected.db, dbBound, `db, ${what}`);
}

for (const arena of arenas()) {
  const name = `densePatchesGrad(), ${arena.build}, agrees with a dense layer on all patches for`;

  // Units go in fives, then ones, and are turned round by fours; rows at a position in fours, then ones.
  for (let units = 1; units <= 16; units++) {
    Deno.test(`${name} ${units} units`, () => {
      for (const batch of [1, 2, 3, 4, 5, 6, 7, 8]) {
        for (const positions of [1, 7]) check(arena, { batch, positions, channels: 8, units });
      }
    });
  }

  for (const channels of [8, 16, 24, 32]) {
    Deno.test(`${name} ${channels} channels`, () => {
      for (const positions of [1, 2, 25, 120]) {
        for (const units of [1, 10]) check(arena, { batch: 3, positions, channels, units });
      }
    });
  }

  Deno.test(`densePatchesGrad(), ${arena.build}, gives no gradient where a ReLU gave 0 or NaN`, () => {
    const s = { batch: 7, positions: 1, channels: 8, units: 3, relu: true };
    const w = floats(24, 1);
    const dy = floats(21, 2);
    for (const closed of [0, -0, NaN]) {
      const rows = patchRows(s, 1, () => new Float32Array(56).fill(closed));
      const { da, db } = gradients(arena, { ...rows, blank: new Float32Array(8) }, w, dy, s);
      assertWithin(da, new Float32Array(56), () => 0, `da, a = ${closed}`);
      assertWithin(db, new Float32Array(8), () => 0, `db, a = ${closed}`);
    }
  });
}
