import { createPrng, matrixFrom, type Prng } from "descent/core";
import {
  fitThreshold,
  hoeffdingBound,
  hoeffdingSampleSize,
  largestAgreement,
  linearRademacherBound,
  logGrowth,
  rademacherBound,
  rademacherComplexity,
  type Threshold,
  vcBound,
} from "descent/erm";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// x uniform on 0 … 1; y is +1 right of 0.3, and one label in ten is turned round.
const NOISE = 0.1;
function draw(n: number, prng: Prng): { x: number[]; y: number[] } {
  const x = Array.from({ length: n }, () => prng.next());
  const y = x.map((place) => (place > 0.3 ? 1 : -1) * (prng.next() < NOISE ? -1 : 1));
  return { x, y };
}

/** The true risk, worked out: noise, and 1 − 2 · noise for every place on which the cut is wrong. */
function riskOf({ cut, sign }: Threshold): number {
  const place = Math.min(1, Math.max(0, cut));
  const wrong = sign === 1 ? Math.abs(place - 0.3) : 1 - Math.abs(place - 0.3);
  return NOISE + (1 - 2 * NOISE) * wrong;
}

const N = 200;
const gaps = (() => {
  const prng = createPrng(8);
  return Array.from({ length: 300 }, () => {
    const { x, y } = draw(N, prng);
    const learnt = fitThreshold(x, y);
    return { learnt: riskOf(learnt) - learnt.errors, x, y };
  });
})();

/** 1/n Σ σ_i h(x_i), the largest over all cuts: what fitThreshold() minimises the errors of. */
const agreement = (x: number[]) => (signs: Float64Array) => 1 - 2 * fitThreshold(x, signs).errors;

Deno.test("the error of the chosen threshold is optimistic, and within every bound", () => {
  const mean = gaps.reduce((sum, { learnt }) => sum + learnt, 0) / gaps.length;
  const worst = Math.max(...gaps.map(({ learnt }) => learnt));
  assert(mean > 0.005, `mean gap ${mean}`);
  const complexity = rademacherComplexity(N, agreement(gaps[0]!.x), { draws: 200, seed: 1 }) / 2;
  assert(worst < rademacherBound({ n: N, complexity }));
  assert(worst < vcBound({ n: N, dimension: 2 }));
  // What looks at the samples promises more than what holds for all.
  assert(rademacherBound({ n: N, complexity }) < vcBound({ n: N, dimension: 2 }));
});

Deno.test("hoeffdingBound() holds for a fixed threshold in at least the share that it promises", () => {
  const fixed: Threshold = { cut: 0.5, sign: 1, errors: 0 };
  for (const delta of [0.05, 0.2]) {
    const bound = hoeffdingBound({ n: N, delta });
    const broken = gaps.filter(({ x, y }) => {
      const errors = x.filter((place, i) => (place > 0.5 ? 1 : -1) !== y[i]).length / N;
      return Math.abs(errors - riskOf(fixed)) > bound;
    }).length;
    assert(broken / gaps.length <= delta);
  }
});

Deno.test("bounds halve when samples are four times as many, or nearly", () => {
  assertAlmostEquals(hoeffdingBound({ n: 400 }) / hoeffdingBound({ n: 100 }), 0.5);
  const ratio = vcBound({ n: 40_000, dimension: 5 }) / vcBound({ n: 10_000, dimension: 5 });
  assert(ratio > 0.5 && ratio < 0.56); // ln n grows a little
});

Deno.test("hoeffdingBound() grows with the logarithm of the hypotheses and with the range", () => {
  const many = hoeffdingBound({ n: 100, hypotheses: 1000 });
  assertAlmostEquals(many ** 2 - hoeffdingBound({ n: 100 }) ** 2, Math.log(1000) / 200);
  assertAlmostEquals(hoeffdingBound({ n: 100, range: 7 }), 7 * hoeffdingBound({ n: 100 }));
});

Deno.test("logGrowth() is the logarithm of Pascal's sums, and all labellings up to the dimension", () => {
  assertAlmostEquals(Math.exp(logGrowth(6, 3)), 1 + 6 + 15 + 20);
  assertEquals(logGrowth(0, 3), 0);
  assertEquals(logGrowth(5, 0), 0);
  assert(Number.isFinite(logGrowth(1e6, 5000)));
});

Deno.test("rademacherComplexity() is that of all cuts counted one by one", () => {
  const x = [1, 2, 3, 4, 5];
  const cuts = matrixFrom(
    [-1, 1].flatMap((sign) =>
      [0, 1, 2, 3, 4].map((left) => x.map((_, i) => i < left ? -sign : sign))
    ),
  );
  const signs = Float64Array.of(1, -1, -1, 1, 1);
  assertAlmostEquals(agreement(x)(signs), largestAgreement(cuts, signs));
});

Deno.test("rademacherComplexity() is 0 for one hypothesis, 1 for all, and the linear bound holds", () => {
  const one = matrixFrom([[1, -1, 1, 1]]);
  const sup = (signs: Float64Array) => largestAgreement(one, signs);
  assertAlmostEquals(rademacherComplexity(4, sup, { draws: 4000, seed: 2 }), 0, 0.03);
  assertEquals(rademacherComplexity(4, () => 1, { seed: 2 }), 1);
  const X = matrixFrom([[1, 2], [-2, 1], [0, 3]]);
  const linear = rademacherComplexity(3, (signs) => {
    const sums = [0, 1].map((j) => signs.reduce((sum, s, i) => sum + s * X.data[2 * i + j]!, 0));
    return 2 * Math.hypot(...sums) / 3;
  }, { draws: 4000, seed: 3 });
  const bound = linearRademacherBound(X, 2);
  assert(linear <= bound && linear >= bound / Math.SQRT2);
});

Deno.test("fitThreshold() finds the fewest errors of all cuts, places that are equal included", () => {
  const prng = createPrng(4);
  for (let trial = 0; trial < 200; trial++) {
    const x = Array.from({ length: 7 }, () => prng.nextInteger(5));
    const y = x.map(() => prng.nextInteger(2) === 0 ? -1 : 1);
    const all = [-1, 1].flatMap((sign) =>
      [-Infinity, 0.5, 1.5, 2.5, 3.5].map((cut) =>
        x.filter((place, i) => (place > cut ? sign : -sign) !== y[i]).length / 7
      )
    );
    const { cut, sign, errors } = fitThreshold(x, y);
    assertAlmostEquals(errors, Math.min(...all), 1e-12);
    const counted = x.filter((place, i) => (place > cut ? sign : -sign) !== y[i]).length / 7;
    assertAlmostEquals(errors, counted, 1e-12);
  }
});

Deno.test("bounds say what is wrong with their input", () => {
  const cases: [() => unknown, string][] = [
    [
      () => hoeffdingBound({ n: 0 }),
      "Cannot compute Hoeffding's bound: n must be a whole number of at least 1, got 0",
    ],
    [
      () => hoeffdingBound({ n: 5, delta: 1 }),
      "Cannot compute Hoeffding's bound: delta must be between 0 and 1, got 1",
    ],
    [
      () => hoeffdingSampleSize({ gap: 0 }),
      "Cannot compute a sample size: gap must be a finite number above 0, got 0",
    ],
    [
      () => vcBound({ n: 5, dimension: -1 }),
      "Cannot compute a VC bound: dimension must be a whole number of at least 0, got -1",
    ],
    [
      () => rademacherBound({ n: 5, complexity: NaN }),
      "Cannot compute a Rademacher bound: complexity must be 0 or more, got NaN",
    ],
    [
      () => largestAgreement(matrixFrom([[1, 2]]), [1]),
      "Cannot find the largest agreement: signs must have 2 numbers, got 1",
    ],
    [
      () => fitThreshold([1, 2], [1, 0]),
      "Cannot fit a threshold: labels must be −1 or +1, got 0 at 1",
    ],
    [
      () => fitThreshold([NaN], [1]),
      "Cannot fit a threshold: x must hold finite numbers, got NaN at 0",
    ],
    [
      () => rademacherComplexity(0, () => 0, { seed: 1 }),
      "Cannot compute a Rademacher complexity: n must be a whole number of at least 1, got 0",
    ],
  ];
  for (const [call, text] of cases) {
    assertEquals(assertThrows(call, RangeError).message, text);
  }
});
