// Against statsmodels, by the schema of tests/golden/README.md.

import { wilsonInterval } from "descent/metrics";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

type IntervalsFile = GoldenFile & {
  tolerance: { rel: number; abs: number };
  proportion_cases: GoldenCase<
    { count: number; nobs: number },
    { alpha: number },
    { wilson: [number, number] }
  >[];
};

for (const { from, file } of readGolden<IntervalsFile>("intervals_and_tests.json")) {
  const peer = `statsmodels ${file.tool["statsmodels"]}`;
  const number = file.proportion_cases.length;

  Deno.test(`wilsonInterval() agrees with ${peer} (${from}, ${number} cases)`, () => {
    for (const { id, input, options, expected } of file.proportion_cases) {
      const ends = wilsonInterval(input.count, input.nobs, { level: 1 - options.alpha });
      ends.forEach((end, i) => assertWithin(end, expected.wilson[i]!, file.tolerance, id));
    }
  });
}
