import { accuracyScore, confusionMatrix } from "descent/metrics";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

// Cats: 2 right, 1 taken for a dog. Dogs: 1 right. Emus: 1 taken for a cat.
const yTrue = ["cat", "cat", "cat", "dog", "emu"];
const yPred = ["cat", "dog", "cat", "dog", "cat"];

const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1 });
const columns = (rows: [number, number][]) =>
  [rows.map(([label]) => label), rows.map(([, label]) => label)] as const;
const transposed = (table: number[][]) => table.map((_, j) => table.map((row) => row[j]!));
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

Deno.test("confusionMatrix() matches tables worked by hand", () => {
  assertEquals(confusionMatrix(yTrue, yPred), [[2, 1, 0], [0, 1, 0], [1, 0, 0]]);
  assertEquals(confusionMatrix(yTrue, yPred, { normalize: "true" }), [
    [2 / 3, 1 / 3, 0],
    [0, 1, 0],
    [1, 0, 0],
  ]);
  assertEquals(confusionMatrix(yTrue, yPred, { normalize: "pred" }), [
    [2 / 3, 1 / 2, 0],
    [0, 1 / 2, 0],
    [1 / 3, 0, 0], // no emu was predicted: 0/0 in its column
  ]);
  assertEquals(confusionMatrix(yTrue, yPred, { normalize: "all" })[0], [2 / 5, 1 / 5, 0]);
});

Deno.test("confusionMatrix() keeps rows for classes that do not occur", () => {
  const table = confusionMatrix(Uint8Array.of(0, 2), Uint8Array.of(2, 2), { classes: 4 });
  assertEquals(table, [[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]);
});

Deno.test("confusionMatrix() takes labels in the order given and leaves other samples out", () => {
  assertEquals(confusionMatrix(yTrue, yPred, { labels: ["emu", "cat"] }), [[0, 1], [0, 2]]);
});

Deno.test("confusionMatrix() adds up sample weights", () => {
  const sampleWeight = [1, 10, 100, 1000, 0.5];
  const table = confusionMatrix(yTrue, yPred, { sampleWeight });
  assertEquals(table, [[101, 10, 0], [0, 1000, 0], [0.5, 0, 0]]);
});

Deno.test("confusionMatrix() sorts numbers by value and texts by code point", () => {
  assertEquals(confusionMatrix([10, 9, -1], [10, 9, 9]), [[0, 1, 0], [0, 1, 0], [0, 0, 1]]);
  // U+FB01 comes before U+1F600, though its one UTF-16 unit is greater than the emoji's first.
  assertEquals(confusionMatrix(["\u{1F600}", "\uFB01"], ["\uFB01", "\uFB01"]), [[1, 0], [1, 0]]);
  assertEquals(confusionMatrix(["ab", "a"], ["a", "a"]), [[1, 0], [1, 0]]);
  assertEquals(confusionMatrix([true, false], [false, false]), [[1, 0], [1, 0]]);
});

Deno.test("confusionMatrix() holds every sample once, the right ones on the diagonal", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    const table = confusionMatrix(a, b);
    const right = sum(table.map((row, i) => row[i]!));
    assertEquals(sum(table.flat()), rows.length);
    assertAlmostEquals(right / rows.length, accuracyScore(a, b), 1e-12);
  }));
});

Deno.test("confusionMatrix() is turned over when the lists change places", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    assertEquals(confusionMatrix(b, a), transposed(confusionMatrix(a, b)));
    assertEquals(
      confusionMatrix(b, a, { normalize: "pred" }),
      transposed(confusionMatrix(a, b, { normalize: "true" })),
    );
  }));
});

Deno.test("confusionMatrix() does not depend on the order of the samples", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    assertEquals(confusionMatrix(a.toReversed(), b.toReversed()), confusionMatrix(a, b));
  }));
});

Deno.test("confusionMatrix() normalised sums to 1 wherever there is anything", () => {
  fc.assert(fc.property(pairs, (rows) => {
    const [a, b] = columns(rows);
    const counts = confusionMatrix(a, b);
    confusionMatrix(a, b, { normalize: "true" }).forEach((row, i) =>
      assertAlmostEquals(sum(row), sum(counts[i]!) > 0 ? 1 : 0, 1e-12)
    );
    assertAlmostEquals(sum(confusionMatrix(a, b, { normalize: "all" }).flat()), 1, 1e-12);
  }));
});

const ERRORS: [string, () => unknown, typeof RangeError | typeof TypeError, string][] = [
  [
    "lists of two lengths",
    () => confusionMatrix([1], [1, 0]),
    RangeError,
    "yTrue and yPred must have one length, got 1 and 2",
  ],
  [
    "a label beyond the classes",
    () => confusionMatrix([0, 1], [0, 10], { classes: 10 }),
    RangeError,
    "yPred must hold labels from 0 to 9, got 10",
  ],
  [
    "a text where classes are counted",
    () => confusionMatrix(["0"], ["1"], { classes: 10 }),
    RangeError,
    'yTrue must hold labels from 0 to 9, got "0"',
  ],
  [
    "no classes",
    () => confusionMatrix([0], [0], { classes: 0 }),
    RangeError,
    "classes must be a whole number of at least 1, got 0",
  ],
  [
    "classes and labels together",
    () => confusionMatrix([0], [0], { classes: 1, labels: [0] }),
    TypeError,
    "give either classes or labels, not both",
  ],
  [
    "labels that do not occur",
    () => confusionMatrix([0, 1], [0, 1], { labels: [5, 6] }),
    RangeError,
    "one of labels must occur in yTrue, got [5, 6]",
  ],
  [
    "a label given twice",
    () => confusionMatrix([0, 1], [0, 1], { labels: [0, 1, 0] }),
    RangeError,
    "labels must differ from each other, got 0",
  ],
  [
    "probabilities in place of labels",
    () => confusionMatrix([0, 1], [0.2, 0.7]),
    RangeError,
    "yPred must hold labels: whole numbers or text, got 0.2",
  ],
];

for (const [what, call, ErrorClass, needed] of ERRORS) {
  Deno.test(`confusionMatrix() refuses ${what}`, () => {
    const { message } = assertThrows(call, ErrorClass);
    assertEquals(message, `Cannot compute confusionMatrix: ${needed}`);
  });
}
