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

function gradients(arena: Arena, rows: Rows, t: Float32Array, dy: Float32Array, s: Options) {
  const { batch, positions, channels, units } = s;
  const dySum = columnSums(dy, { rows: batch, columns: units });
  let [a, db] = [0, 0];
  const dt = arena.run(t.length, (to) => {
    const [weights, grad, sum] = [arena.input(t), arena.input(dy), arena.input(dySum)];
    const [samples, starts] = [arena.indices(rows.samples), arena.indices(rows.starts)];
    const blank = arena.input(rows.blank);
    a = arena.inOut(rows.a);
    db = arena.scratch(channels);
    arena.kernels.densePatchesGrad(
      ...[a, samples, starts, blank, weights, grad, sum, to, db] as const,
      ...[positions, channels, units, Number(s.relu)] as const,
      ...[0, channels, arena.scratch(units + channels)] as const,
    );
  });
  return { dt, da: arena.floats(a, rows.a.length), db: arena.floats(db, channels) };
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
  const t = integers(s.units * s.positions * s.channels, 1);
  const dy = integers(s.batch * s.units, 2);
  const [actual, expected] = [gradients(arena, rows, t, dy, s), densePatchesGrad(rows, t, dy, s)];
  assertWithin(actual.dt, expected.dt, () => 0, `dt, ${what}`);
  assertWithin(actual.da, expected.da, () => 0, `da, ${what}`);
  assertWithin(actual.db, expected.db, () => 0, `db, ${what}`);
}

function checkRounding(arena: Arena, rows: Rows, s: Options, what: string): void {
  const { batch, positions, channels, units } = s;
  const t = floats(units * positions * channels, 1);
  const dy = floats(batch * units, 2);
  const [actual, expected] = [gradients(arena, rows, t, dy, s), densePatchesGrad(rows, t, dy, s)];
  const sizes = { ...rows, a: magnitudes(rows.a), blank: magnitudes(rows.blank) };
  const open = { ...s, relu: false };
  const [tSize, dySize] = [magnitudes(t), magnitudes(dy)];
  const scale = densePatchesGrad(sizes, tSize, dySize, open);
  // dy of the listed images is taken off the sum over all of them: its rounding counts too.
  const noRows = { a: [], samples: [], starts: new Int32Array(positions + 1) };
  const blanks = densePatchesGrad({ ...noRows, blank: sizes.blank }, tSize, dySize, open);
  const share = (n: number) => 2 * n * 2 ** -23;
  const dtBound = (i: number) => share(batch + 1) * (scale.dt[i]! + blanks.dt[i]!);
  assertWithin(actual.dt, expected.dt, dtBound, `dt, ${what}`);
  assertWithin(actual.da, expected.da, (i) => share(units) * scale.da[i]!, `da, ${what}`);
  const terms = positions * (batch + units);
  const dbBound = (c: number) => share(terms) * (scale.db[c]! + blanks.db[c]!);
  assertWithin(actual.db, expected.db, dbBound, `db, ${what}`);
}

for (const arena of arenas()) {
  const name = `densePatchesGrad(), ${arena.build}, agrees with a dense layer on all patches for`;

  // Units go in fives, then ones; rows at a position in fours, a pair and one.
  for (const units of [1, 2, 3, 4, 5, 6, 9, 10, 11, 16]) {
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
    const t = floats(24, 1);
    const dy = floats(21, 2);
    for (const closed of [0, -0, NaN]) {
      const rows = patchRows(s, 1, () => new Float32Array(56).fill(closed));
      const { da, db } = gradients(arena, { ...rows, blank: new Float32Array(8) }, t, dy, s);
      assertWithin(da, new Float32Array(56), () => 0, `da, a = ${closed}`);
      assertWithin(db, new Float32Array(8), () => 0, `db, a = ${closed}`);
    }
  });
}
