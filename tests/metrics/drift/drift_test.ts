import { chiSquareTest, kolmogorovSmirnovTest, populationStabilityIndex } from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const repeat = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([name, count]) => Array<string>(count).fill(name));

Deno.test("kolmogorovSmirnovTest() agrees with scipy 1.17.1", () => {
  const a = [0.61, 1.93, -0.4, 2.2, 0.05, 1.1, 3.3, -1.2];
  const { statistic, pValue, method } = kolmogorovSmirnovTest(a, [1.5, 2.6, 0.7, 3.9, 4.1]);
  assertEquals([statistic, method], [0.5, "Kolmogorov-Smirnov, exact"]);
  assertAlmostEquals(pValue, 0.3162393162393163, 1e-12);
  // Its limit has no correction for finite samples: 0.001 apart at n = 2,000.
  const x = Array.from({ length: 2000 }, (_, i) => i / 2000);
  const many = kolmogorovSmirnovTest(x, x.map((value) => value ** 1.05));
  assertAlmostEquals(many.statistic, 0.018, 1e-12);
  assertAlmostEquals(many.pValue, 0.8962942933084895, 5e-3);
});

Deno.test("chiSquareTest() agrees with scipy 1.17.1", () => {
  const { statistic, pValue } = chiSquareTest(
    repeat({ bus: 30, car: 14, walk: 6 }),
    repeat({ bus: 22, car: 25, walk: 13 }),
  );
  assertAlmostEquals(statistic, 6.053216374269005, 1e-12);
  assertAlmostEquals(pValue, 0.048479793964635, 1e-12);
});

Deno.test("populationStabilityIndex() matches a value worked by hand", () => {
  // Half a value more in each category: 3/4 and 1/4 to 1/4 and 3/4.
  const { distance } = populationStabilityIndex(
    repeat({ a: 7, b: 2 }),
    repeat({ a: 2, b: 7 }),
  );
  assertAlmostEquals(distance.value, 0.5 * Math.log(3) * 2, 1e-12);
});

Deno.test("drift is 0 between a sample and itself, and does not depend on order or direction", () => {
  const prng = createPrng(3);
  const a = Array.from({ length: 300 }, () => prng.nextNormal());
  const b = Array.from({ length: 200 }, () => prng.nextNormal() + 0.5);
  const sign = (values: number[]) => values.map((value) => value > 0 ? "up" : "down");
  assertEquals(kolmogorovSmirnovTest(a, a.toReversed()).statistic, 0);
  assertEquals(kolmogorovSmirnovTest(a, a).pValue, 1);
  assertEquals(populationStabilityIndex(a, a).distance.interval[0], 0);
  assertEquals(kolmogorovSmirnovTest(a, b).statistic, kolmogorovSmirnovTest(b, a).statistic);
  assertAlmostEquals(
    chiSquareTest(sign(a), sign(b)).statistic,
    chiSquareTest(sign(b), sign(a)).statistic,
    1e-12,
  );
});

Deno.test("the intervals of drift hold the truth about as often as they say", () => {
  // Ten equal bins moved so that the true index and the true D are known.
  const prng = createPrng(8);
  const [n, rounds, shift] = [400, 200, 0.02];
  const truth = 5 * 2 * shift * Math.log((0.1 + shift) / (0.1 - shift));
  const held = { psi: 0, ks: 0, none: 0 };
  const draw = (by: number) => {
    const isUpper = prng.next() < 0.5 + 5 * by;
    return (isUpper ? 0.5 : 0) + prng.next() / 2;
  };
  for (let round = 0; round < rounds; round++) {
    const sample = (by: number) => Array.from({ length: n }, () => draw(by));
    const [reference, moved, still] = [sample(-shift), sample(shift), sample(-shift)];
    const inside = (ends: [number, number], value: number) => ends[0] <= value && value <= ends[1];
    const psi = populationStabilityIndex(reference, moved).distance.interval;
    if (inside(psi, 2 * truth)) held.psi++;
    if (inside(kolmogorovSmirnovTest(reference, moved).distance.interval, 10 * shift)) held.ks++;
    if (populationStabilityIndex(reference, still).distance.interval[0] === 0) held.none++;
  }
  assert(held.psi / rounds > 0.88, `index: ${held.psi / rounds}`);
  assert(held.ks / rounds > 0.95, `D: ${held.ks / rounds}`);
  assert(held.none / rounds > 0.93, `no drift: ${held.none / rounds}`);
});

Deno.test("populationStabilityIndex() makes fewer bins of values that are frequent", () => {
  const reference = [...Array<number>(90).fill(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  assert(populationStabilityIndex(reference, reference).method.endsWith("2 bins"));
});

const ERRORS: [string, () => unknown, typeof Error][] = [
  [
    "Cannot compute kolmogorovSmirnovTest: current must hold at least one value, got []",
    () => kolmogorovSmirnovTest([1], []),
    RangeError,
  ],
  [
    "Cannot compute kolmogorovSmirnovTest: reference must hold finite numbers, got NaN",
    () => kolmogorovSmirnovTest([NaN], [1]),
    RangeError,
  ],
  [
    "Cannot compute populationStabilityIndex: reference must hold different values, got 1",
    () => populationStabilityIndex([1, 1], [1, 2]),
    RangeError,
  ],
  [
    "Cannot compute populationStabilityIndex: bins must be a whole number of at least 2, got 1",
    () => populationStabilityIndex([1, 2], [1, 2], { bins: 1 }),
    RangeError,
  ],
  [
    'Cannot compute chiSquareTest: there must be at least two categories, got ["a"]',
    () => chiSquareTest(["a", "a"], ["a", "a"]),
    RangeError,
  ],
  [
    "Cannot compute chiSquareTest: current must hold values of one kind, as the first of reference " +
    "(string), got 1",
    () => chiSquareTest(["a", "b"], ["a", 1]),
    TypeError,
  ],
];

for (const [expected, call, kind] of ERRORS) {
  Deno.test(expected, () => assertEquals(assertThrows(call, kind).message, expected));
}
