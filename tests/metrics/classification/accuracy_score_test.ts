import { accuracyScore } from "descent/metrics";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

// Right, right, wrong, right: 3 of 4.
const yTrue = [2, 0, 1, 1];
const yPred = [2, 0, 0, 1];

const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1 });
const columns = (rows: [number, number][]) =>
  [rows.map(([label]) => label), rows.map(([, label]) => label)] as const;

Deno.test("accuracyScore() matches values worked by hand", () => {
  assertEquals(accuracyScore(yTrue, yPred), 0.75);
  assertEquals(accuracyScore(["a"], ["b"]), 0);
  assertEquals(accuracyScore([true, false], [true, true]), 0.5);
});

Deno.test("accuracyScore() counts each sample by its weight", () => {
  // The wrong one weighs 6 of 10.
  assertEquals(accuracyScore(yTrue, yPred, { sampleWeight: [1, 1, 6, 2] }), 0.4);
});

Deno.test("accuracyScore() takes typed arrays beside plain ones", () => {
  assertEquals(accuracyScore(Uint8Array.from(yTrue), Float32Array.from(yPred)), 0.75);
});

Deno.test("accuracyScore() is 1 exactly for a perfect prediction", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [labels] = columns(rows);
    assertEquals(accuracyScore(labels, labels), 1);
  }));
});

Deno.test("accuracyScore() does not depend on the order of the samples or on which list is true", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    assertEquals(accuracyScore(a.toReversed(), b.toReversed()), accuracyScore(a, b));
    assertEquals(accuracyScore(b, a), accuracyScore(a, b));
  }));
});

Deno.test("accuracyScore() does not depend on what the labels are called", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    const name = (label: number) => `class ${label}`;
    assertEquals(accuracyScore(a.map(name), b.map(name)), accuracyScore(a, b));
  }));
});

Deno.test("accuracyScore() gives equal weights no say", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    const sampleWeight = rows.map(() => 2.5);
    assertAlmostEquals(accuracyScore(a, b, { sampleWeight }), accuracyScore(a, b), 1e-12);
  }));
});

Deno.test("accuracyScore() leaves its arguments as they were", () => {
  const before = [Object.freeze([1, 0]), Object.freeze([0, 1])] as const;
  accuracyScore(...before);
  assertEquals(before, [[1, 0], [0, 1]]);
});

const ERRORS: [string, () => unknown, typeof RangeError | typeof TypeError, string][] = [
  [
    "lists of two lengths",
    () => accuracyScore([1, 0], [1]),
    RangeError,
    "yTrue and yPred must have one length, got 2 and 1",
  ],
  [
    "no samples",
    () => accuracyScore([], []),
    RangeError,
    "yTrue must hold at least one value, got []",
  ],
  [
    "probabilities in place of labels",
    () => accuracyScore([0, 1], [0.2, 0.7]),
    RangeError,
    "yPred must hold labels: whole numbers or text, got 0.2",
  ],
  [
    "not-a-number",
    () => accuracyScore([NaN], [1]),
    RangeError,
    "yTrue must hold labels: whole numbers or text, got NaN",
  ],
  [
    "numbers beside texts",
    () => accuracyScore([0, 1], ["0", "1"]),
    TypeError,
    'yPred must hold labels of one kind, as the first of yTrue (number), got "0"',
  ],
  [
    "a hole",
    () => accuracyScore([0, undefined as unknown as number], [0, 1]),
    TypeError,
    "yTrue must hold labels of one kind, as the first of yTrue (number), got undefined",
  ],
  [
    "too few weights",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [1] }),
    RangeError,
    "sampleWeight must have length 2, got 1",
  ],
  [
    "a negative weight",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [2, -1] }),
    RangeError,
    "sampleWeight must hold finite numbers of at least 0, got -1",
  ],
  [
    "weights of 0 alone",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [0, 0] }),
    RangeError,
    "sampleWeight must hold a weight above 0, got [0, 0]",
  ],
];

for (const [what, call, ErrorClass, needed] of ERRORS) {
  Deno.test(`accuracyScore() refuses ${what}`, () => {
    const { message } = assertThrows(call, ErrorClass);
    assertEquals(message, `Cannot compute accuracyScore: ${needed}`);
  });
}
