import {
  densePatches,
  type DensePatchesShape,
  type PatchRows,
} from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { patchRows, SHARES } from "./patch_values.ts";
import { assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function dense(arena: Arena, rows: PatchRows, t: Float32Array, s: DensePatchesShape): Float32Array {
  return arena.run(s.batch * s.units, (y) => {
    const [a, blank, weights] = [arena.input(rows.a), arena.input(rows.blank), arena.input(t)];
    const [samples, starts] = [arena.indices(rows.samples), arena.indices(rows.starts)];
    const scratch = arena.scratch(4 * (s.batch + 2) * s.units);
    arena.kernels.densePatches(
      ...[a, samples, starts, blank, weights, y] as const,
      ...[s.batch, s.positions, s.channels, s.units, 0, s.units, scratch] as const,
    );
  });
}

function check(arena: Arena, s: DensePatchesShape): void {
  const size = s.positions * s.channels;
  for (const share of SHARES) {
    const what = `${describe(s)}, ${share} listed`;
    const whole = patchRows(s, share, integers);
    const wholeT = integers(s.units * size, 1);
    assertWithin(dense(arena, whole, wholeT, s), densePatches(whole, wholeT, s), () => 0, what);

    const rows = patchRows(s, share, floats);
    const t = floats(s.units * size, 1);
    // Where a row stands, blank · t is added and taken away again: its rounding counts too.
    const sizes = { ...rows, a: magnitudes(rows.a), blank: magnitudes(rows.blank) };
    const scale = densePatches(sizes, magnitudes(t), s);
    const noRows = { a: [], samples: [], starts: new Int32Array(s.positions + 1) };
    const blanks = densePatches({ ...noRows, blank: sizes.blank }, magnitudes(t), s);
    const bound = (i: number) => 2 * size * 2 ** -23 * (scale[i]! + blanks[i]!);
    assertWithin(dense(arena, rows, t, s), densePatches(rows, t, s), bound, what);
  }
}

for (const arena of arenas()) {
  const name = `densePatches(), ${arena.build}, agrees with a dense layer on all patches for`;

  // Units go in fives, then ones; rows at a position in twos, then one.
  for (const units of [1, 2, 3, 4, 5, 6, 9, 10, 11, 16]) {
    Deno.test(`${name} ${units} units`, () => {
      for (const batch of [1, 2, 3, 4, 5]) {
        for (const positions of [1, 7]) check(arena, { batch, positions, channels: 8, units });
      }
    });
  }

  for (const channels of [4, 8, 12, 16, 24, 32]) {
    Deno.test(`${name} ${channels} channels`, () => {
      for (const positions of [1, 2, 25, 120]) {
        for (const units of [1, 10]) check(arena, { batch: 3, positions, channels, units });
      }
    });
  }

  Deno.test(`densePatches(), ${arena.build}, keeps a NaN in a row to its image`, () => {
    const s = { batch: 3, positions: 4, channels: 8, units: 11 };
    const t = floats(s.units * s.positions * s.channels, 1);
    const clean = patchRows(s, 0.7, integers);
    clean.samples.forEach((sample, row) => {
      const a = clean.a.slice();
      a[8 * row + row % 8] = NaN;
      const y = dense(arena, { ...clean, a }, t, s);
      const before = dense(arena, clean, t, s);
      const expected = before.map((value, i) => Math.floor(i / s.units) === sample ? NaN : value);
      assertWithin(y, expected, () => 0, `NaN in row ${row}`);
    });
  });
}
