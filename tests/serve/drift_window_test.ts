import { assertAlmostEquals, assertEquals } from "@std/assert";
import { featureStatistics } from "descent/nn";
import { createDriftWindow } from "../../lib/serve/drift_window.ts";

const training = Array.from({ length: 100 }, (_, i) => i);
const features = [featureStatistics("x", training)];

Deno.test("the same values as in training show no drift", () => {
  const window = createDriftWindow(features, 100);
  for (const value of training) window.add([value]);
  const [drift] = window.drift();
  assertAlmostEquals(drift!.psi, 0, 1e-12);
  assertAlmostEquals(drift!.shift, 0, 1e-12);
  assertEquals(drift!.outside, 0);
});

Deno.test("values from the upper half show what the formula says", () => {
  const window = createDriftWindow(features, 100);
  for (let i = 0; i < 100; i++) window.add([50 + i % 50]);
  const [drift] = window.drift();
  // Five bins hold 0.2 instead of 0.1, five hold nothing, which counts as 1e-4.
  const full = 5 * (0.2 - 0.1) * Math.log(2);
  const empty = 5 * (1e-4 - 0.1) * Math.log(1e-4 / 0.1);
  assertAlmostEquals(drift!.psi, full + empty, 1e-9);
  assertAlmostEquals(drift!.shift, (74.5 - 49.5) / features[0]!.std, 1e-9);
});

Deno.test("the oldest rows go, and what is outside of training's range is counted", () => {
  const window = createDriftWindow(features, 4);
  for (const value of [-5, 200, 10, 20, 30, 40]) window.add([value]);
  assertEquals(window.rows, 4);
  assertEquals(window.drift()[0]!.outside, 0);
  window.add([1000]);
  assertEquals(window.drift()[0]!.outside, 0.25);
});

Deno.test("no rows, no drift", () => {
  assertEquals(createDriftWindow(features, 4).drift(), []);
});
