// The kinds of data that rows of the table take.

import fc from "fast-check";
import type { Data, Kind } from "./row.ts";

const CLASSES = ["ant", "bee", "cat", "dog"];

/** Names in another order, so that a metric that leans on the sorted order shows. */
const RENAMED = new Map<unknown, unknown>([
  ["ant", "yak"],
  ["bee", "emu"],
  ["cat", "owl"],
  ["dog", "fox"],
]);

/** Every class is there in both columns, so that no case is refused. */
const ALL_CLASSES = CLASSES.map((name, i) => [name, CLASSES[(i + i % 2) % 4]!] as const);

function columns(rows: readonly (readonly [unknown, unknown])[]): Data {
  return { yTrue: rows.map(([a]) => a), yPred: rows.map(([, b]) => b) };
}

/** Four classes named in words, predicted by name. */
export const LABELS: Kind = {
  data: fc.array(fc.tuple(fc.constantFrom(...CLASSES), fc.constantFrom(...CLASSES)), {
    maxLength: 30,
  }).map((rows) => columns([...ALL_CLASSES, ...rows])),
  relabelled: ({ yTrue, yPred }) => ({
    yTrue: yTrue!.map((label) => RENAMED.get(label)),
    yPred: yPred!.map((label) => RENAMED.get(label)),
  }),
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue! }),
};

/** Two classes, `true` the one looked for, with a score in [0, 1] for it; ties are frequent. */
export const SCORES: Kind = {
  data: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 16 }).map((v) => v / 16)), {
    maxLength: 30,
  }).map((rows) => columns([[true, 0.75], [false, 0.25], [true, 0.25], [false, 0.5], ...rows])),
  relabelled: ({ yTrue, yPred }) => ({ yTrue: yTrue!.map(Number), yPred: yPred! }),
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue!.map(Number) }),
};

/** Three classes, with a row of probabilities for each sample, in sixteenths. */
export const PROBABILITIES: Kind = {
  data: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 16 })).map(thirds),
    ),
    { maxLength: 30 },
  ).map((rows) => columns([[0, [1, 0, 0]], [1, [0.5, 0.25, 0.25]], [2, [0, 0, 1]], ...rows])),
  // Class 0 takes the place of 2, 1 that of 0 and 2 that of 1, and so do the columns.
  relabelled: ({ yTrue, yPred }) => ({
    yTrue: yTrue!.map((label) => (Number(label) + 2) % 3),
    yPred: yPred!.map((row) => [1, 2, 0].map((k) => (row as number[])[k])),
  }),
  perfected: ({ yTrue }) => ({
    yTrue: yTrue!,
    yPred: yTrue!.map((label) => [0, 1, 2].map((k) => Number(k === label))),
  }),
};

function thirds([a, b]: [number, number]): number[] {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  return [low / 16, (high - low) / 16, (16 - high) / 16];
}

/** Sets of labels, none to all of three for each sample. */
export const LABEL_SETS: Kind = {
  data: fc.array(fc.tuple(fc.subarray(["ant", "bee", "cat"]), fc.subarray(["ant", "bee", "cat"])), {
    maxLength: 20,
  }).map((rows) => columns([[["ant", "bee", "cat"], ["ant", "bee", "cat"]], ...rows])),
  relabelled: ({ yTrue, yPred }) => ({
    yTrue: yTrue!.map((set) => (set as string[]).map((label) => RENAMED.get(label))),
    yPred: yPred!.map((set) => (set as string[]).map((label) => RENAMED.get(label))),
  }),
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue! }),
};

/** Numbers above 0, as regression has them; the other unit is four times smaller. */
export const NUMBERS: Kind = {
  data: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 })),
    { maxLength: 30 },
  ).map((rows) => columns([[1, 2], [8, 5], [16, 16], ...rows])),
  relabelled: ({ yTrue, yPred }) => ({
    yTrue: yTrue!.map((value) => Number(value) * 4),
    yPred: yPred!.map((value) => Number(value) * 4),
  }),
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue! }),
};
