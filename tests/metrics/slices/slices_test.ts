import {
  accuracyScore,
  estimate,
  fairnessGaps,
  fairnessGapsOfCounts,
  meanAbsoluteError,
  proportionInterval,
  rocAucScore,
  sliceReport,
} from "descent/metrics";
import { assert, assertEquals, assertThrows } from "@std/assert";

// By day 3 of 4 right, by night 1 of 2.
const yTrue = [1, 1, 0, 0, 1, 0];
const yPred = [1, 1, 0, 1, 1, 1];
const groups = ["day", "day", "day", "day", "night", "night"];

Deno.test("sliceReport() gives each group what estimate() gives its samples", () => {
  const { overall, slices, worst, gap } = sliceReport(accuracyScore, yTrue, yPred, { groups });
  assertEquals(overall, estimate(accuracyScore, yTrue, yPred));
  assertEquals(slices, [
    { group: "day", n: 4, estimate: proportionInterval(3, 4) },
    { group: "night", n: 2, estimate: proportionInterval(1, 2) },
  ]);
  assertEquals([worst.group, gap], ["night", 0.25]);
});

Deno.test("sliceReport() takes the highest error for the worst when lower is better", () => {
  const [y, p] = [[1, 2, 3, 4], [1, 3, 9, 4]];
  const options = { groups: [1, 1, 2, 2], better: "lower", resamples: 50 } as const;
  assertEquals(sliceReport(meanAbsoluteError, y, p, options).worst.group, 2);
});

Deno.test("sliceReport() says why a group has no value, and goes on", () => {
  const y = [1, 0, 1, 0, 1, 1];
  const scores = [0.9, 0.2, 0.4, 0.5, 0.6, 0.7];
  const { slices, worst } = sliceReport(rocAucScore, y, scores, {
    groups: ["a", "a", "a", "a", "b", "b"],
  });
  assertEquals(worst.group, "a");
  assertEquals(slices[1]!.estimate, undefined);
  assert(slices[1]!.refused!.startsWith("Cannot compute delongInterval: yTrue must hold at least"));
});

Deno.test("fairnessGaps() matches rates counted by hand", () => {
  const { rates, demographicParity, equalisedOdds } = fairnessGaps(yTrue, yPred, {
    groups,
    positive: 1,
    seed: 1,
  });
  assertEquals(rates[0], {
    group: "day",
    selection: proportionInterval(3, 4),
    truePositive: proportionInterval(2, 2),
    falsePositive: proportionInterval(1, 2),
  });
  assertEquals(demographicParity.value, 1 - 3 / 4);
  assertEquals(equalisedOdds!.value, 1 - 1 / 2); // of false positives; true ones are alike
  assertEquals(demographicParity.n, 6);
});

Deno.test("fairnessGaps() is 0 where all groups are treated alike, and surer with more samples", () => {
  const times = (n: number) => {
    const repeat = <T>(list: T[]) => Array.from({ length: n }, () => list).flat();
    const all = { groups: repeat(["a", "a", "b", "b"]), positive: 1 };
    return fairnessGaps(repeat([1, 0, 1, 0]), repeat([1, 1, 1, 0]), all);
  };
  const alike = fairnessGaps([1, 0, 1, 0], [1, 0, 1, 0], { groups: [1, 1, 2, 2], positive: 1 });
  assertEquals([alike.demographicParity.value, alike.equalisedOdds!.value], [0, 0]);
  const width = ({ interval: [low, high] }: { interval: [number, number] }) => high - low;
  assert(width(times(100).demographicParity) < width(times(10).demographicParity) / 2);
});

Deno.test("fairnessGaps() has no equalised odds where one group only has both classes", () => {
  const gaps = fairnessGaps([1, 0, 1, 1], [1, 0, 1, 0], { groups: [1, 1, 2, 2], positive: 1 });
  assertEquals(gaps.equalisedOdds, undefined);
  assertEquals(gaps.rates[1]!.falsePositive, undefined);
});

Deno.test("fairnessGapsOfCounts() gives what fairnessGaps() does for the samples counted", () => {
  const counted = fairnessGapsOfCounts([
    { group: "day", counts: [2, 0, 1, 1] },
    { group: "night", counts: [1, 0, 1, 0] },
  ], { seed: 1 });
  assertEquals(counted, fairnessGaps(yTrue, yPred, { groups, positive: 1, seed: 1 }));
});

const ERRORS: [string, () => unknown][] = [
  [
    "Cannot compute sliceReport: groups must have length 2, got 1",
    () => sliceReport(accuracyScore, [1, 0], [1, 0], { groups: ["a"] }),
  ],
  [
    "Cannot compute fairnessGaps: groups must hold at least two groups, got 1",
    () => fairnessGaps([1, 0], [1, 0], { groups: ["a", "a"], positive: 1 }),
  ],
  [
    "Cannot compute fairnessGaps: positive must be a label that occurs, got 7",
    () => fairnessGaps([1, 0], [1, 0], { groups: ["a", "b"], positive: 7 }),
  ],
];

for (const [expected, call] of ERRORS) {
  Deno.test(expected, () => assertEquals(assertThrows(call, RangeError).message, expected));
}
