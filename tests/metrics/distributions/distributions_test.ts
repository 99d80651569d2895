// References by mpmath 1.4.1 with 40 digits.

import { assert, assertEquals } from "@std/assert";
import { createPrng } from "descent/core";
import fc from "fast-check";
import { betaQuantile, betaSides } from "../../../lib/metrics/distributions/beta.ts";
import { binomialDensity } from "../../../lib/metrics/distributions/binomial_density.ts";
import { logGamma } from "../../../lib/metrics/distributions/log_gamma.ts";
import {
  noncentralChiSquareBelow,
  noncentralityInterval,
} from "../../../lib/metrics/distributions/noncentral_chi_square.ts";
import {
  binomialAtLeast,
  binomialAtMost,
  chiSquareAbove,
  fAbove,
  normalAbove,
  normalBelow,
  studentAbove,
  studentQuantileAbove,
} from "../../../lib/metrics/distributions/tails.ts";
import { normalQuantile } from "../../../lib/metrics/normal_quantile.ts";
import { drawBinomial } from "../../../lib/metrics/uncertainty/draw_binomial.ts";

/** Arguments, then what comes out, of functions of one, two or three numbers. */
const TABLES: [string, (...numbers: number[]) => number, number[][]][] = [
  // deno-fmt-ignore
  ["normalAbove", (z) => normalAbove(z!), [
    [-8, 0.9999999999999993],
    [-1.5, 0.9331927987311419],
    [-0.1, 0.539827837277029],
    [0, 0.5],
    [0.001, 0.49960105778608893],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [1.7, 0.04456546275854304],
    [1.8, 0.0359303191129258],
    [3, 0.0013498980316300946],
    [6, 9.86587645037698e-10],
    [12, 1.776482112077679e-33],
    [37, 5.725571222524577e-300],
  ]],
  // deno-fmt-ignore
  ["chiSquareAbove", (x, k) => chiSquareAbove(x!, k!), [
    [0.001, 1, 0.9747728793699604],
    [1, 1, 0.3173105078629141],
    [3.84, 1, 0.050043521248705106],
    [10, 1, 0.0015654022580025497],
    [100, 1, 1.523970604832105e-23],
    [0.5, 2, 0.7788007830714049],
    [7, 3, 0.07189777249646513],
    [20, 10, 0.029252688076961072],
    [100, 100, 0.48119168452795674],
    [140, 100, 0.005140502458505894],
    [1000, 1000, 0.49405285382923964],
    [500, 100, 1.7201210053695373e-54],
    [1100, 1000, 0.014614408126295194],
  ]],
  // deno-fmt-ignore
  ["studentAbove", (t, k) => studentAbove(t!, k!), [
    [0, 3, 0.5],
    [0.01, 5, 0.49620400902129097],
    [1, 1, 0.25],
    [2.5, 4, 0.03338327240599407],
    [-1.25, 9, 0.8785878627278294],
    [31.75, 99, 5.240081434872511e-54],
    [218.5, 49, 3.3081014186269743e-75],
    [1000000.0, 1, 3.1830988618368455e-07],
    [3, 1000, 0.0013833545221190963],
  ]],
  // deno-fmt-ignore
  ["fAbove", (f, a, b) => fAbove(f!, a!, b!), [
    [0.5, 10, 5, 0.8358050491002612],
    [4.74, 10, 5, 0.04989578598051562],
    [100, 10, 5, 4.038069889266103e-05],
    [1, 1, 1, 0.5],
    [2.5, 3, 200, 0.060693320408898355],
  ]],
  // deno-fmt-ignore
  ["binomialAtMost", (k, n, p) => binomialAtMost(k!, n!, p!), [
    [0, 10, 0.5, 0.0009765625],
    [3, 10, 0.25, 0.7758750915527344],
    [45, 100, 0.5, 0.18410080866334813],
    [10, 1000, 0.0625, 5.022693523982195e-17],
    [480, 1000, 0.5, 0.10872414660207047],
    [999, 1000, 0.5, 1.0],
  ]],
  // deno-fmt-ignore
  ["binomialDensity", (k, n, p) => binomialDensity(k!, n!, p!, 1 - p!), [
    [0, 10, 0.5, 0.0009765625],
    [3, 10, 0.25, 0.25028228759765625],
    [500000, 1000000, 0.5, 0.0007978843613317501],
    [1, 1000000, 1.9073486328125e-06, 0.2831907961592261],
  ]],
  // deno-fmt-ignore
  ["logGamma", (x) => logGamma(x!), [
    [0.001, 6.907178885383853],
    [0.5, 0.5723649429247001],
    [1, 0.0],
    [1.5, -0.12078223763524522],
    [2, 0.0],
    [3, 0.6931471805599453],
    [10, 12.801827480081469],
    [14.9, 24.924132002217277],
    [15, 25.19122118273868],
    [171, 706.5730622457874],
    [1000000.0, 12815504.569147611],
  ]],
  // deno-fmt-ignore
  ["studentQuantileAbove", (p, k) => studentQuantileAbove(p!, k!), [
    [0.025, 1, 12.706204736174705],
    [0.025, 4, 2.7764451051977943],
    [0.005, 99, 2.6264054572808275],
    [0.25, 5, 0.7266868438004227],
    [0.375, 7, 0.33145916682632665],
    [0.4921875, 3, 0.02125759567617863],
    [1e-09, 9, 23.7299198193785],
  ]],
  // deno-fmt-ignore
  ["noncentralChiSquareBelow", (x, k, l) => noncentralChiSquareBelow(x!, k!, l!), [
    [3, 2, 0, 0.7768698398515702],
    [5, 3, 1.5, 0.6492852062053557],
    [20, 9, 30, 0.03455408636783432],
    [150, 9, 100, 0.9703693293558655],
  ]],
];

// deno-fmt-ignore
const BETA = [
    [0.25, 2, 3, 0.26171875, 0.73828125],
    [0.5, 0.5, 0.5, 0.5, 0.5],
    [0.001, 0.5, 10.5, 0.11389575791353178, 0.8861042420864682],
    [0.9375, 30, 2, 0.4147402078820989, 0.585259792117901],
    [0.5, 100, 100, 0.5, 0.5],
    [0.4375, 1000, 1100, 0.00018323445118830295, 0.9998167655488117],
    [0.984375, 9876, 125, 0.004144571572728701, 0.9958554284272713],
    [0.75, 3, 0.25, 0.09816264040075091, 0.901837359599249],
];

// deno-fmt-ignore
const BETA_QUANTILES = [
    [0.025, 2, 3, 0.06758598648854296, 0.932414013511457],
    [0.5, 0.5, 0.5, 0.5, 0.5],
    [0.025, 0.5, 10.5, 4.7890433157581896e-05, 0.9999521095668424],
    [1e-10, 3, 4, 0.0001710195302398643, 0.9998289804697601],
    [0.025, 1, 1000000, 2.5317807663794178e-08, 0.9999999746821924],
    [0.25, 30, 0.5, 0.978006202574454, 0.021993797425545955],
];

for (const [name, call, rows] of TABLES) {
  Deno.test(`${name}() keeps twelve digits`, () => {
    for (const row of rows) assertDigits(call(...row.slice(0, -1)), row.at(-1)!, `${name} ${row}`);
  });
}

Deno.test("betaSides() keeps twelve digits on both sides", () => {
  for (const [x, a, b, below, above] of BETA as [number, number, number, number, number][]) {
    const sides = betaSides(x, 1 - x, a, b);
    assertDigits(sides.below, below, `below ${x}, ${a}, ${b}`);
    assertDigits(sides.above, above, `above ${x}, ${a}, ${b}`);
  }
});

Deno.test("betaQuantile() keeps twelve digits of x and of 1 - x", () => {
  for (const [p, a, b, x, y] of BETA_QUANTILES as [number, number, number, number, number][]) {
    const found = betaQuantile(p, a, b);
    assertDigits(found.x, x, `x of ${p}, ${a}, ${b}`);
    assertDigits(found.y, y, `y of ${p}, ${a}, ${b}`);
  }
});

Deno.test("betaQuantile() undoes betaSides() for any parameters", () => {
  const parameter = fc.integer({ min: -8, max: 40 }).map((v) => 2 ** (v / 2));
  const p = fc.integer({ min: 1, max: 100 }).map((v) => v / 200);
  fc.assert(fc.property(p, parameter, parameter, (p, a, b) => {
    const { x, y } = betaQuantile(p, a, b);
    if (x < 1e-300) return; // below the range of a double
    // The quantile has a rounding error of its own, which the density turns into one of p.
    assert(Math.abs(betaSides(x, y, a, b).below - p) <= 1e-10, `${p}, ${a}, ${b}: ${x}`);
  }));
});

Deno.test("both sides of every distribution add up to 1", () => {
  for (const z of [-3, -0.5, 0, 1.2, 4]) assertDigits(normalAbove(z) + normalBelow(z), 1, `${z}`);
  for (const [k, n, p] of [[3, 10, 0.3], [0, 5, 0.5], [99, 100, 0.99]] as const) {
    assertDigits(binomialAtMost(k, n, p) + binomialAtLeast(k + 1, n, p), 1, `${k} of ${n}`);
  }
});

Deno.test("the edges of every distribution are exact", () => {
  assertEquals([normalAbove(Infinity), normalAbove(-Infinity)], [0, 1]);
  assertEquals([studentAbove(Infinity, 3), studentAbove(-Infinity, 3)], [0, 1]);
  assertEquals([fAbove(0, 2, 3), fAbove(Infinity, 2, 3)], [1, 0]);
  assertEquals([chiSquareAbove(0, 1), chiSquareAbove(Infinity, 1)], [1, 0]);
  assertEquals([binomialAtMost(-1, 3, 0.5), binomialAtMost(3, 3, 0.5)], [0, 1]);
  assertEquals([binomialAtLeast(0, 3, 0.5), binomialAtLeast(4, 3, 0.5)], [1, 0]);
  assertEquals([binomialDensity(0, 3, 0, 1), binomialDensity(3, 3, 1, 0)], [1, 1]);
  assertEquals(studentQuantileAbove(0.5, 3), 0);
});

Deno.test("normalQuantile() undoes normalBelow()", () => {
  for (const z of [-20, -5, -1, -0.01, 0.3, 2]) {
    assert(Math.abs(normalQuantile(normalBelow(z)) - z) <= 1e-13 * Math.max(1, Math.abs(z)));
  }
});

Deno.test("noncentralityInterval() is where the statistic is just likely enough", () => {
  const [low, high] = noncentralityInterval(40, 9, 0.95);
  assertDigits(noncentralChiSquareBelow(40, 9, low), 0.975, "low", 1e-8);
  assertDigits(noncentralChiSquareBelow(40, 9, high), 0.025, "high", 1e-8);
  assertEquals(noncentralityInterval(3, 9, 0.95)[0], 0);
});

Deno.test("drawBinomial() draws each count as often as its share says", () => {
  // 20 trials are walked through, 1,000 go by the hat; more than half is mirrored.
  for (const [n, p] of [[20, 0.2], [1000, 0.3], [1000, 0.98], [7, 0.9]] as const) {
    const prng = createPrng(11);
    const draws = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(n, p, prng);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    let [chi, cells] = [0, -1];
    for (let k = 0; k <= n; k++) {
      const expected = draws * binomialDensity(k, n, p, 1 - p);
      if (expected < 5) continue;
      chi += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
    assert(chiSquareAbove(chi, cells) > 0.001, `${n}, ${p}: chi-square ${chi} over ${cells}`);
  }
});

Deno.test("drawBinomial() knows what is certain", () => {
  const prng = createPrng(0);
  assertEquals(drawBinomial(9, 0, prng), 0);
  assertEquals(drawBinomial(9, 1, prng), 9);
  assertEquals(drawBinomial(0, 0.5, prng), 0);
});

function assertDigits(actual: number, expected: number, what: string, rel = 1e-12): void {
  const off = Math.abs(actual - expected);
  assert(off <= rel * Math.abs(expected) + 1e-300, `${what}: ${actual} for ${expected}`);
}
