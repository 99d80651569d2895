import {
  densePatches,
  type DensePatchesShape,
  type PatchRows,
} from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { patchRows, SHARES } from "./patch_values.ts";
import { assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

/** The kernel over a range of positions: all of them where nothing else is said. */
function dense(
  arena: Arena,
  rows: PatchRows,
  w: Float32Array,
  s: DensePatchesShape,
  [from, to]: readonly [number, number] = [0, s.positions],
): Float32Array {
  return arena.run(s.batch * s.units, (y) => {
    const [a, blank, weights] = [arena.input(rows.a), arena.input(rows.blank), arena.input(w)];
    const [samples, starts] = [arena.indices(rows.samples), arena.indices(rows.starts)];
    const scratch = arena.scratch(16 * (s.batch + 3) + 4 * s.channels);
    arena.kernels.densePatches(
      ...[a, samples, starts, blank, weights, y] as const,
      ...[s.batch, s.channels, s.units, from, to, scratch] as const,
    );
  });
}

function check(arena: Arena, s: DensePatchesShape): void {
  const size = s.positions * s.channels;
  for (const share of SHARES) {
    const what = `${describe(s)}, ${share} listed`;
    const whole = patchRows(s, share, integers);
    const wholeW = integers(s.units * size, 1);
    assertWithin(dense(arena, whole, wholeW, s), densePatches(whole, wholeW, s), () => 0, what);

    const rows = patchRows(s, share, floats);
    const w = floats(s.units * size, 1);
    // Where a row stands, blank · w is added and taken away again: its rounding counts too.
    const sizes = { ...rows, a: magnitudes(rows.a), blank: magnitudes(rows.blank) };
    const scale = densePatches(sizes, magnitudes(w), s);
    const noRows = { a: [], samples: [], starts: new Int32Array(s.positions + 1) };
    const blanks = densePatches({ ...noRows, blank: sizes.blank }, magnitudes(w), s);
    const bound = (i: number) => 2 * size * 2 ** -23 * (scale[i]! + blanks[i]!);
    assertWithin(dense(arena, rows, w, s), densePatches(rows, w, s), bound, what);
  }
}

for (const arena of arenas()) {
  const name = `densePatches(), ${arena.build}, agrees with a dense layer on all patches for`;

  // Units go in vectors of four, the last of which may take some again; rows in fours, two and one.
  for (let units = 1; units <= 16; units++) {
    Deno.test(`${name} ${units} units`, () => {
      for (const batch of [1, 2, 3, 4, 5, 6, 7, 8]) {
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
    const w = floats(s.units * s.positions * s.channels, 1);
    const clean = patchRows(s, 0.7, integers);
    clean.samples.forEach((sample, row) => {
      const a = clean.a.slice();
      a[8 * row + row % 8] = NaN;
      const y = dense(arena, { ...clean, a }, w, s);
      const before = dense(arena, clean, w, s);
      const expected = before.map((value, i) => Math.floor(i / s.units) === sample ? NaN : value);
      assertWithin(y, expected, () => 0, `NaN in row ${row}`);
    });
  });

  Deno.test(`densePatches(), ${arena.build}, of ranges of positions adds up to that of all`, () => {
    const s = { batch: 5, positions: 7, channels: 8, units: 10 };
    const [rows, w] = [patchRows(s, 0.5, integers), integers(s.positions * 80, 1)];
    const parts = ([[0, 3], [3, 3], [3, 7]] as const).map((range) =>
      dense(arena, rows, w, s, range)
    );
    const sum = parts[0]!.map((value, i) => value + parts[1]![i]! + parts[2]![i]!);
    assertWithin(sum, dense(arena, rows, w, s), () => 0, "sum of ranges");
  });
}
