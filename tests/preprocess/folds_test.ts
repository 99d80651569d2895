import { createPrng, type Split } from "descent/core";
import {
  batches,
  groupKFold,
  kFold,
  stratifiedKFold,
  timeSeriesSplit,
  trainTestSplit,
} from "descent/preprocess";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const labels = Array.from({ length: 30 }, (_, i) => i % 7 === 0 ? "rare" : i % 2 ? "odd" : "even");
const FOLDS: Record<string, (folds: number, seed?: number) => Split[]> = {
  kFold: (folds, seed) => kFold(30, { folds, seed }),
  stratifiedKFold: (folds, seed) => stratifiedKFold(labels, { folds, seed }),
  groupKFold: (folds) => groupKFold(labels.map((_, i) => i >> 2), { folds }),
};
const all = Array.from({ length: 30 }, (_, i) => i);

for (const [name, fold] of Object.entries(FOLDS)) {
  Deno.test(`${name}() tests each example once, and trains on all others, in rising order`, () => {
    for (const seed of [undefined, 3]) {
      for (const folds of [2, 3, 5]) {
        const splits = fold(folds, seed);
        assertEquals(splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b), all);
        for (const { train, test } of splits) {
          assertEquals([train, test], [train.toSorted(), test.toSorted()]);
          assertEquals([...train, ...test].sort((a, b) => a - b), all);
        }
      }
    }
  });
}

for (const name of ["kFold", "stratifiedKFold"]) {
  Deno.test(`${name}() shuffles by its seed alone`, () => {
    const fold = FOLDS[name]!;
    assertEquals(fold(3, 1), fold(3, 1));
    assertNotEquals(fold(3, 1), fold(3, 2));
    assertNotEquals(fold(3, 1), fold(3));
  });
}

Deno.test("stratifiedKFold() gives each fold its share of each class, to one example", () => {
  for (const seed of [undefined, 5]) {
    for (const { test } of stratifiedKFold(labels, { folds: 4, seed })) {
      for (const label of new Set(labels)) {
        const share = labels.filter((l) => l === label).length / 4;
        const count = test.filter((i) => labels[i] === label).length;
        assert(Math.abs(count - share) < 1, `${label}: ${count} of ${share}`);
      }
    }
  }
});

Deno.test("groupKFold() never parts a group, whatever the groups", () => {
  const groups = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 60 })
    .filter((list) => new Set(list).size >= 4);
  fc.assert(fc.property(groups, (groups) => {
    for (const { train, test } of groupKFold(groups, { folds: 4 })) {
      const inTest = new Set(Array.from(test, (i) => groups[i]));
      assert(train.every((i) => !inTest.has(groups[i]!)));
    }
  }));
});

Deno.test("timeSeriesSplit() never learns from what comes after, and keeps the gap", () => {
  for (const { train, test } of timeSeriesSplit(25, { folds: 4, gap: 2, maxTrainSize: 6 })) {
    assert(train.length <= 6 && train.at(-1)! + 2 < test[0]!);
    assertEquals(test.length, 5);
  }
});

Deno.test("trainTestSplit() parts everything once, by its seed alone", () => {
  fc.assert(fc.property(fc.integer({ min: 4, max: 200 }), fc.nat(1000), (n, seed) => {
    const { train, test } = trainTestSplit(n, { testSize: 0.25, seed });
    assertEquals(test.length, Math.round(n / 4));
    assertEquals(new Set([...train, ...test]).size, n);
    assertEquals(trainTestSplit(n, { testSize: 0.25, seed }), { train, test });
  }));
});

Deno.test("batches() gives each position once, in an order that each epoch has for itself", () => {
  const prng = createPrng(1);
  const epoch = () => [...batches(10, { size: 4, prng })].map((batch) => [...batch]);
  const [first, second] = [epoch(), epoch()];
  assertEquals(first.map(({ length }) => length), [4, 4, 2]);
  assertEquals(first.flat().sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertNotEquals(first, second);
});

Deno.test("batches() leaves out a last smaller one where asked to, and makes none of nothing", () => {
  const sizes = (n: number, dropLast: boolean) =>
    [...batches(n, { size: 4, dropLast })].map(({ length }) => length);
  assertEquals(sizes(10, true), [4, 4]);
  assertEquals(sizes(8, true), [4, 4]);
  assertEquals(sizes(3, true), []);
  assertEquals(sizes(0, false), []);
});

for (
  const [fail, message] of [
    [
      () => kFold(3, { folds: 4 }),
      "Cannot fold: there must be at least as many examples as the 4 folds, got 3",
    ],
    [
      () => kFold(3, { folds: 1 }),
      "Cannot fold: folds must be a whole number of at least 2, got 1",
    ],
    [
      () => stratifiedKFold(["a", "a", "b"], { folds: 3 }),
      "Cannot fold by class: a class must have at least as many examples as the 3 folds, got 2",
    ],
    [
      () => groupKFold([1, 1, 1], { folds: 2 }),
      "Cannot fold by group: there must be at least as many groups as the 2 folds, got 1",
    ],
    [
      () => timeSeriesSplit(6, { folds: 5, gap: 1 }),
      "Cannot split by time: n must leave at least one example to train on before 5 test parts of 1 " +
      "and a gap of 1, got 6",
    ],
    [
      () => timeSeriesSplit(3, { folds: 5 }),
      "Cannot split by time: n must leave at least one example to train on before 5 test parts of 1 " +
      "and a gap of 0, got 3",
    ],
    [
      () => trainTestSplit(2, { testSize: 0.1, seed: 1 }),
      "Cannot split examples: n must leave an example in each part at testSize 0.1, got 2",
    ],
    [
      () => [...batches(3, { size: 0 })],
      "Cannot make batches: size must be a whole number of at least 1, got 0",
    ],
  ] as const
) {
  Deno.test(`splits say: ${message.slice(7, 60)}`, () => {
    assertThrows(fail, RangeError, message);
  });
}
