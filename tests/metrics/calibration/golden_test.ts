// Against scikit-learn and scipy, by tests/golden/calibration.py.

import { fitIsotonic, fitPlatt, fitTemperature } from "descent/metrics";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../../golden/read.ts";

type Near = { rel: number; abs: number };
type CalibrationFile = GoldenFile & {
  tolerance: { exact: Near; temperature: Near };
  cases: GoldenCase<
    { y_true: number[]; scores: number[]; sample_weight: number[] | null; at: number[] },
    Record<string, never>,
    { slope: number; intercept: number; isotonic: number[] }
  >[];
  class_cases: GoldenCase<
    { y_true: number[]; logits: number[][]; sample_weight: number[] | null },
    Record<string, never>,
    { temperature: number }
  >[];
};

function weightsOf({ sample_weight }: { sample_weight: number[] | null }) {
  return sample_weight === null ? {} : { sampleWeight: sample_weight };
}

for (const { from, file } of readGolden<CalibrationFile>("calibration.json")) {
  const { exact, temperature } = file.tolerance;
  const peer = `scikit-learn ${file.tool["scikit-learn"]} (${from})`;

  Deno.test(`fitPlatt() agrees with ${peer}`, () => {
    for (const { id, input, expected } of file.cases) {
      const { slope, intercept } = fitPlatt(input.y_true, input.scores, weightsOf(input));
      assertWithin(slope, expected.slope, exact, `${id} slope`);
      assertWithin(intercept, expected.intercept, exact, `${id} intercept`);
    }
  });

  Deno.test(`fitIsotonic() agrees with ${peer}`, () => {
    for (const { id, input, expected } of file.cases) {
      const { apply } = fitIsotonic(input.y_true, input.scores, weightsOf(input));
      apply(input.at).forEach((p, i) =>
        assertWithin(p, expected.isotonic[i]!, exact, `${id} ${i}`)
      );
    }
  });

  Deno.test(`fitTemperature() agrees with scipy ${file.tool["scipy"]} (${from})`, () => {
    for (const { id, input, expected } of file.class_cases) {
      const ours = fitTemperature(input.y_true, input.logits, weightsOf(input));
      assertWithin(ours.temperature, expected.temperature, temperature, id);
    }
  });
}
