import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  classScores,
  cohenKappaScore,
  f1Score,
  hammingLoss,
  jaccardScore,
  type Label,
  labelSets,
  multilabelConfusionMatrix,
  precisionScore,
  recallScore,
  reportText,
  topKAccuracyScore,
} from "descent/metrics";
import { matrixFrom } from "descent/core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// Three sets of labels. sun: TP 1, FN 1; wind: TP 1, FP 1; fog: never predicted, once there.
const truth = [["sun", "wind"], ["sun"], ["fog"]];
const said = [["sun", "wind"], ["wind"], []];

Deno.test("scores of sets of labels match values worked by hand", () => {
  // fog, sun, wind: precision 0/0, 1, 1/2; recall 0, 1/2, 1; F1 0, 2/3, 2/3
  assertAlmostEquals(precisionScore(truth, said, { average: "macro" }), 0.5);
  assertAlmostEquals(recallScore(truth, said, { average: "macro" }), 0.5);
  assertAlmostEquals(f1Score(truth, said, { average: "macro" }), 4 / 9);
  assertAlmostEquals(f1Score(truth, said, { average: "micro" }), 4 / 7);
  assertAlmostEquals(f1Score(truth, said, { average: "weighted" }), (2 * 2 / 3 + 2 / 3) / 4);
  assertAlmostEquals(f1Score(truth, said, { average: "samples" }), 1 / 3);
  assertAlmostEquals(jaccardScore(truth, said, { average: "samples" }), 1 / 3);
  assertAlmostEquals(accuracyScore(truth, said), 1 / 3);
  assertAlmostEquals(hammingLoss(truth, said), 3 / 9);
  assertEquals(multilabelConfusionMatrix(truth, said, { labels: ["wind"] }), [[[1, 1], [0, 1]]]);
});

Deno.test("scores of sets of labels do not depend on order or repetition within a set", () => {
  const mixed = [["wind", "sun", "sun"], ["sun"], ["fog"]];
  assertEquals(accuracyScore(mixed, said), accuracyScore(truth, said));
  assertEquals(hammingLoss(mixed, said), hammingLoss(truth, said));
  assertEquals(classScores(mixed, said), classScores(truth, said));
});

Deno.test("labelSets() reads a matrix as it reads rows", () => {
  const rows = [[1, 0, 1], [0, 0, 0]];
  assertEquals(labelSets(rows, ["a", "b", "c"]), [["a", "c"], []]);
  assertEquals(labelSets(matrixFrom(rows)), [[0, 2], []]);
});

Deno.test("zeroDivision says what 0/0 is", () => {
  // Class 2 is never predicted: its precision is 0/0. The others have 1/2 and 1.
  const [a, b] = [[0, 1, 2, 1], [0, 1, 0, 1]];
  const precision = (zeroDivision: 0 | 1 | "skip") =>
    precisionScore(a, b, { average: "macro", zeroDivision });
  assertAlmostEquals(precision(0), 1.5 / 3);
  assertAlmostEquals(precision(1), 2.5 / 3);
  assertAlmostEquals(precision("skip"), 1.5 / 2);
});

Deno.test("metrics of labels take typed arrays, far numbers, texts and truth values alike", () => {
  const numbers = [[0, 1, 2, 1, 0], [0, 2, 2, 1, 1]] as const;
  const expected = f1Score(...numbers, { average: "macro" });
  const as = (make: (label: number) => Label) =>
    f1Score(numbers[0].map(make), numbers[1].map(make), { average: "macro" });
  assertEquals(as((label) => `class ${label}`), expected);
  assertEquals(as((label) => label * 1e12), expected);
  assertEquals(as((label) => label - 1e9), expected);
  const typed = [Uint8Array.from(numbers[0]), Float32Array.from(numbers[1])] as const;
  assertEquals(f1Score(...typed, { average: "macro" }), expected);
  assertEquals(f1Score([true, false, true], [true, true, true]), 0.8);
});

Deno.test("classificationReport() of sets tells the samples' average too", () => {
  const report = classificationReport(truth, said);
  assertEquals(report.accuracy, undefined);
  assertEquals(report.averages.map(({ name }) => name), [
    "micro avg",
    "macro avg",
    "weighted avg",
    "samples avg",
  ]);
});

Deno.test("reportText() widens for long names and prints sums of weights as such", () => {
  const sampleWeight = [0.5, 1, 1.5];
  const names = ["no", "a rather long name"];
  const text = reportText(classificationReport([0, 1, 1], [0, 1, 0], { sampleWeight, names }));
  assertEquals(
    text,
    `                    precision    recall  f1-score   support

                no       0.25      1.00      0.40       0.5
a rather long name       1.00      0.40      0.57       2.5

          accuracy                           0.50       3.0
         macro avg       0.62      0.70      0.49       3.0
      weighted avg       0.88      0.50      0.54       3.0
`,
  );
});

Deno.test("topKAccuracyScore() with as many guesses as classes is always right", () => {
  const scores = [[0.1, 0.9], [0.8, 0.2]];
  assertEquals(topKAccuracyScore([0, 1], scores, { k: 1 }), 0);
  assertEquals(topKAccuracyScore([0, 1], scores, { k: 2 }), 1);
  assertEquals(topKAccuracyScore(["no", "yes"], [0.4, 0.9], { k: 1 }), 1);
});

const ERRORS: [string, () => unknown, typeof RangeError | typeof TypeError, string][] = [
  [
    "three classes as two",
    () => f1Score([0, 1, 2], [0, 1, 2]),
    RangeError,
    'compute f1Score: average "binary" is for two classes; take "micro", "macro" or "weighted", ' +
    "got [0, 1, 2]",
  ],
  [
    "text without a positive class",
    () => recallScore(["a", "b"], ["a", "b"]),
    RangeError,
    'compute recallScore: positive must name one of the labels, got ["a", "b"]',
  ],
  [
    "a positive class that is no label",
    () => f1Score(["a", "b"], ["a", "b"], { positive: "c" }),
    RangeError,
    'compute f1Score: positive must be one of ["a","b"], got "c"',
  ],
  [
    "an average that is not known",
    () => f1Score([0, 1], [0, 1], { average: "mean" as "macro" }),
    RangeError,
    "compute f1Score: average must be one of binary, micro, macro, weighted, samples, " +
    'got "mean"',
  ],
  [
    "the average over samples of single labels",
    () => f1Score([0, 1], [0, 1], { average: "samples" }),
    RangeError,
    'compute f1Score: average "samples" is for sets of labels, a list for each sample, got 0',
  ],
  [
    "0/0 where that is an error",
    () => precisionScore([0, 1], [0, 0], { average: "macro", zeroDivision: "error" }),
    RangeError,
    "compute precisionScore: the score of 1 is 0/0; set zeroDivision to 0 or 1 to say what that is",
  ],
  [
    "a mean of nothing",
    () => precisionScore([1, 1], [0, 0], { zeroDivision: "skip" }),
    RangeError,
    "compute precisionScore: the score is 0/0; set zeroDivision to 0 or 1 to say what that is",
  ],
  [
    "too few names",
    () => classificationReport([0, 1, 2], [0, 1, 2], { names: ["a", "a"] }),
    RangeError,
    "compute classificationReport: names must hold one name for each of 3 classes, got 2",
  ],
  [
    "nothing at all",
    () => balancedAccuracyScore([], []),
    RangeError,
    "compute balancedAccuracyScore: yTrue must hold at least one value, got []",
  ],
  [
    "an adjustment for one class",
    () => balancedAccuracyScore([1, 1], [1, 0], { adjusted: true }),
    RangeError,
    "compute balancedAccuracyScore: two classes must occur in yTrue to adjust for guessing, got 1",
  ],
  [
    "agreement on one label",
    () => cohenKappaScore([1, 1], [1, 1]),
    RangeError,
    "compute cohenKappaScore: yTrue and yPred must hold more than one and the same label, or " +
    "kappa is 0/0",
  ],
  [
    "scores that are not numbers",
    () => topKAccuracyScore([0, 1], [[0.2, NaN], [1, 0]]),
    RangeError,
    "compute topKAccuracyScore: scores must hold finite numbers, got NaN",
  ],
  [
    "a column too many",
    () => topKAccuracyScore([0, 1], [[1, 2, 3], [1, 2, 3]]),
    RangeError,
    "compute topKAccuracyScore: yTrue must hold 3 classes, one for each column; or name all in " +
    "labels, got 2",
  ],
  [
    "a label that is no class",
    () => topKAccuracyScore([0, 5], [[1, 2], [1, 2]], { labels: [0, 1] }),
    RangeError,
    "compute topKAccuracyScore: yTrue must hold labels of [0,1], got 5",
  ],
  [
    "a label beside sets of labels",
    () => f1Score([["a"], ["b"]], ["a", "b"], { average: "macro" }),
    TypeError,
    'compute f1Score: yPred must hold a list of labels for each sample, as the other does, got "a"',
  ],
  [
    "an indicator that is neither 0 nor 1",
    () => labelSets([[0, 2]]),
    RangeError,
    "read labelSets: indicators must be 0 or 1, got 2",
  ],
  [
    "a weight below 0",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [1, -1] }),
    RangeError,
    "compute accuracyScore: sampleWeight must hold finite numbers of at least 0, got -1",
  ],
];

for (const [what, call, ErrorClass, text] of ERRORS) {
  Deno.test(`metrics of labels refuse ${what}`, () => {
    assertEquals(assertThrows(call, ErrorClass).message, `Cannot ${text}`);
  });
}
