import {
  accuracyScore,
  brierLoss,
  expectedCalibrationError,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  logLoss,
  rocAucScore,
} from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

/** Truth drawn with its own probability, and a score that exaggerates the odds threefold. */
const N = 4000;
const prng = createPrng(11);
const odds = Float64Array.from({ length: N }, () => 1.5 * prng.nextNormal());
const yTrue = Array.from(odds, (z) => prng.next() < 1 / (1 + Math.exp(-z)) ? 1 : 0);
const margins = odds.map((z) => 3 * z);
const tooSure = margins.map((z) => 1 / (1 + Math.exp(-z)));

Deno.test("fitPlatt() finds the odds that were exaggerated", () => {
  const { slope, intercept, apply } = fitPlatt(yTrue, margins);
  assertAlmostEquals(slope, 1 / 3, 0.03);
  assertAlmostEquals(intercept, 0, 0.1);
  const before = expectedCalibrationError(yTrue, tooSure);
  assert(expectedCalibrationError(yTrue, apply(margins)) < before / 4);
});

Deno.test("fitPlatt() keeps the order, and so the area", () => {
  const { apply } = fitPlatt(yTrue, margins);
  assertAlmostEquals(rocAucScore(yTrue, apply(margins)), rocAucScore(yTrue, margins), 1e-12);
});

Deno.test("fitPlatt() stays finite where scores separate the classes, or say nothing", () => {
  const sure = fitPlatt([0, 0, 1, 1], [1, 2, 3, 4]);
  assert(sure.slope > 0.5 && Number.isFinite(sure.slope));
  // The mean of the aims: twice 3/4 for the positives and once 1/3 for the negative.
  assertAlmostEquals(fitPlatt([0, 1, 1], [7, 7, 7]).apply([7])[0]!, 11 / 18, 1e-9);
  const far = fitPlatt([0, 0, 1, 1, 0], [1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 4]);
  assert(Number.isFinite(far.slope) && Number.isFinite(far.intercept));
});

Deno.test("fitIsotonic() is the nearest rising function: no loss by squares is smaller", () => {
  const { apply } = fitIsotonic(yTrue, tooSure);
  const mended = apply(tooSure);
  assert(brierLoss(yTrue, mended) < brierLoss(yTrue, tooSure));
  assert(brierLoss(yTrue, mended) <= brierLoss(yTrue, fitPlatt(yTrue, margins).apply(margins)));
  // On the samples that it was fitted to every level is exactly the share seen.
  assertAlmostEquals(expectedCalibrationError(yTrue, mended, { bins: 7 }), 0, 1e-12);
});

Deno.test("fitIsotonic() rises, and does not leave its ends", () => {
  const { scores, probabilities, apply } = fitIsotonic(yTrue, margins);
  for (let i = 1; i < scores.length; i++) {
    assert(scores[i]! > scores[i - 1]! && probabilities[i]! >= probabilities[i - 1]!);
  }
  assertEquals([...apply([-1e9, 1e9])], [probabilities[0], probabilities.at(-1)]);
});

Deno.test("fitTemperature() undoes an exaggeration, and keeps every decision", () => {
  const logits = Array.from(margins, (z) => [0, z]);
  const { temperature, apply } = fitTemperature(yTrue, logits);
  assertAlmostEquals(temperature, 3, 0.25);
  const mended = apply(logits);
  const decide = (p: (i: number) => number) => yTrue.map((_, i) => Number(p(i) > 0.5));
  const before = accuracyScore(yTrue, decide((i) => tooSure[i]!));
  assertEquals(accuracyScore(yTrue, decide((i) => mended.data[2 * i + 1]!)), before);
  assert(logLoss(yTrue, mended) < logLoss(yTrue, tooSure));
});

Deno.test("fitTemperature() has the smallest log loss of all temperatures", () => {
  const logits = Array.from(margins.slice(0, 300), (z) => [0, z]);
  const some = yTrue.slice(0, 300);
  const { temperature, apply } = fitTemperature(some, logits);
  const best = logLoss(some, apply(logits));
  for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) {
    const other = logits.map((row) => {
      const z = row[1]! / (temperature * factor);
      return [1 / (1 + Math.exp(z)), 1 / (1 + Math.exp(-z))];
    });
    assert(logLoss(some, other) > best, `factor ${factor}`);
  }
});

const ERRORS: [string, () => unknown, string][] = [
  [
    "a sigmoid of one class",
    () => fitPlatt([1, 1], [0.2, 0.4]),
    "Cannot fit Platt scaling: yTrue must hold samples of both classes",
  ],
  [
    "a score that is not finite",
    () => fitIsotonic([0, 1], [NaN, 1]),
    "Cannot fit isotonic calibration: scores must hold finite numbers, got NaN",
  ],
  [
    "a temperature for logits that are always right",
    () => fitTemperature([0, 1], [[2, 1], [1, 2]]),
    "Cannot fit a temperature: logits must be wrong or unsure for some samples",
  ],
  [
    "a temperature for logits that are no better than chance",
    () => fitTemperature([0, 1], [[1, 2], [2, 1]]),
    "Cannot fit a temperature: logits must tell the classes apart",
  ],
];

for (const [what, call, text] of ERRORS) {
  Deno.test(`calibration refuses ${what}`, () => {
    assertEquals(assertThrows(call, RangeError).message, text);
  });
}
