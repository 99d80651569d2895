import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { stratifiedSplit } from "descent/preprocess";

// 6 of class 0, 3 of class 1, 3 of class 2: half of each is 3, 1.5, 1.5. Six seats; rounding down
// gives 3, 1, 1, and the one left goes to the smaller label of the two tied.
const labels = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 0, 0];

const count = (part: Uint32Array, of: ArrayLike<number>, label: number) =>
  part.filter((i) => of[i] === label).length;

Deno.test("stratifiedSplit() matches a split worked by hand", () => {
  const { train, test } = stratifiedSplit(labels, { testSize: 0.5, seed: 3 });
  assertEquals([0, 1, 2].map((label) => count(test, labels, label)), [3, 2, 1]);
  assertEquals([0, 1, 2].map((label) => count(train, labels, label)), [3, 1, 2]);
});

Deno.test("stratifiedSplit() gives the same split for the same seed, another for another", () => {
  const many = Uint8Array.from({ length: 100 }, (_, i) => i % 3);
  const split = (seed: number) => stratifiedSplit(many, { testSize: 0.2, seed });
  assertEquals(split(7), split(7));
  assertNotEquals(split(7), split(8));
});

Deno.test("stratifiedSplit() pins the split of seed 0", () => {
  assertEquals(stratifiedSplit(labels, { testSize: 0.25, seed: 0 }), {
    train: Uint32Array.of(0, 6, 10, 1, 3, 2, 9, 5, 7),
    test: Uint32Array.of(4, 11, 8),
  });
});

Deno.test("stratifiedSplit() puts every example in one part, in fair shares, in any order", () => {
  const lists = fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 2, maxLength: 60 })
    .map((list) => [...list, ...list]); // every class at least twice
  fc.assert(
    fc.property(lists, fc.double({ min: 0.05, max: 0.95 }), fc.nat(), (list, testSize, seed) => {
      const classes = [...new Set(list)];
      const testCount = Math.round(testSize * list.length);
      fc.pre(testCount >= classes.length && list.length - testCount >= classes.length);
      const before = list.slice();
      const { train, test } = stratifiedSplit(list, { testSize, seed });
      assertEquals(test.length, testCount);
      assertEquals([...train, ...test].sort((a, b) => a - b), list.map((_, i) => i));
      assertEquals(list, before);
      for (const label of classes) {
        const fair = testCount * list.filter((other) => other === label).length / list.length;
        const got = count(test, list, label);
        assertEquals(Math.abs(got - fair) < 1, true, `class ${label}: ${got} of ${fair}`);
      }
    }),
  );
});

Deno.test("stratifiedSplit() draws every example of a class equally often", () => {
  const drawn = new Uint32Array(labels.length);
  const runs = 4000;
  for (let seed = 0; seed < runs; seed++) {
    for (const i of stratifiedSplit(labels, { testSize: 0.5, seed }).test) drawn[i]!++;
  }
  const expected = { 0: 3 / 6, 1: 2 / 3, 2: 1 / 3 } as Record<number, number>;
  for (const [i, times] of drawn.entries()) {
    const share = expected[labels[i]!]!;
    const deviation = Math.sqrt(share * (1 - share) / runs);
    const off = Math.abs(times / runs - share) / deviation;
    assertEquals(off < 4.5, true, `example ${i} is ${off} standard deviations off`);
  }
});

Deno.test("stratifiedSplit() puts examples of a class side by side no more often than chance", () => {
  const many = Uint8Array.from({ length: 40 }, (_, i) => i % 4); // each part has 5 of each class
  const [runs, alike] = [2000, 4 / 19];
  const deviation = Math.sqrt(runs * alike * (1 - alike));
  for (const [part, end] of [["train", 0], ["train", 18], ["test", 0], ["test", 18]] as const) {
    let times = 0;
    for (let seed = 0; seed < runs; seed++) {
      const places = stratifiedSplit(many, { testSize: 0.5, seed })[part];
      if (many[places[end]!] === many[places[end + 1]!]) times++;
    }
    const off = Math.abs(times - runs * alike) / deviation;
    assertEquals(off < 4.5, true, `${part}, ${end}: ${times} of ${runs} pairs`);
  }
});

const refused: [string, ArrayLike<number>, number, string][] = [
  ["no share", labels, 0, "testSize must be between 0 and 1, got 0"],
  ["a count for a share", labels, 3, "testSize must be between 0 and 1, got 3"],
  ["no labels", [], 0.5, "labels must hold at least one value, got []"],
  ["a lone example", [0, 0, 1], 0.5, "class 1 must have at least 2 examples, got 1"],
  ["a label that is no number", [0, 0, NaN, 1, 1], 0.5, "label 2 must be a number, got NaN"],
  [
    "a part with too little room",
    labels,
    0.1,
    "each part must hold at least one example for each of the 3 classes, got 11 to train and 1 to test",
  ],
];
for (const [what, list, testSize, message] of refused) {
  Deno.test(`stratifiedSplit() refuses ${what}`, () => {
    const error = assertThrows(() => stratifiedSplit(list, { testSize, seed: 0 }), RangeError);
    assertEquals(error.message, `Cannot split labels: ${message}`);
  });
}
