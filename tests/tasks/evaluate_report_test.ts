import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { createPrng } from "descent/core";
import fc from "fast-check";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierLoss,
  cohenKappaScore,
  comparePredictions,
  delongInterval,
  delongTest,
  expectedCalibrationError,
  f1Score,
  fairnessGaps,
  holmCorrection,
  logLoss,
  matthewsCorrelation,
  mcNemarTest,
  meanAbsoluteError,
  medianAbsoluteError,
  pairedTable,
  pairedTTest,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
  sliceReport,
} from "descent/metrics";
import { evaluate } from "../../tasks/evaluate/evaluate.ts";
import { parseEvaluateOptions } from "../../tasks/evaluate/options.ts";
import { figuresOf } from "../../tasks/evaluate/figures.ts";
import type { Report } from "../../tasks/evaluate/report.ts";
import { reportLines } from "../../tasks/evaluate/text.ts";

const folder = await Deno.makeTempDir({ prefix: "descent-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const never = new AbortController().signal;

async function file(name: string, lines: (string | number)[][]): Promise<string> {
  await Deno.writeTextFile(`${folder}/${name}`, lines.map((line) => line.join(",")).join("\n"));
  return `${folder}/${name}`;
}

function report(...args: string[]): Promise<Report> {
  return evaluate(parseEvaluateOptions(args), never);
}

/** A report's metrics by name. */
function valuesOf({ models }: Report, model = 0): Record<string, number> {
  return Object.fromEntries(models[model]!.metrics.map(({ name, value }) => [name, value]));
}

function assertValues(actual: Record<string, number>, expected: Record<string, number>): void {
  assertEquals(Object.keys(actual), Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    assertAlmostEquals(actual[name]!, value, 1e-12, name);
  }
}

// 400 samples of two classes, B a noisier A; a second column tells them apart.
const prng = createPrng(5);
const noise = () => prng.next() + prng.next() + prng.next() - 1.5;
const samples = Array.from({ length: 400 }, (_, i) => {
  const yTrue = prng.next() < 0.3 ? 1 : 0;
  const score = (s: number) =>
    Math.round(1000 / (1 + Math.exp(1 - 2 * yTrue + s * noise()))) / 1000;
  const [a, b] = [score(1.5), score(3)];
  return { id: i, yTrue, a, b, city: ["x", "y", "z"][i % 3]! };
});
const yTrue = samples.map((one) => one.yTrue);
const [a, b] = [samples.map((one) => one.a), samples.map((one) => one.b)];
const said = (scores: number[]) => scores.map((p) => p >= 0.5 ? 1 : 0);
const fileA = await file("a.csv", [
  ["id", "y_true", "p_1", "city"],
  ...samples.map((one) => [one.id, one.yTrue, one.a, one.city]),
]);
const fileB = await file("b.csv", [
  ["id", "y_true", "y_pred", "probability"],
  ...samples.map((one) => [one.id, one.yTrue, one.b >= 0.5 ? 1 : 0, one.b]),
]);

Deno.test("evaluate tells the numbers of descent/metrics for two classes", async () => {
  const found = await report("--predictions", fileA);
  const yPred = said(a);
  assertEquals([found.kind, found.rows, found.positive], ["classification", 400, "1"]);
  assertValues(valuesOf(found), {
    "accuracy": accuracyScore(yTrue, yPred),
    "balanced accuracy": balancedAccuracyScore(yTrue, yPred),
    "precision of 1": precisionScore(yTrue, yPred),
    "recall of 1": recallScore(yTrue, yPred),
    "F1 of 1": f1Score(yTrue, yPred),
    "Cohen's kappa": cohenKappaScore(yTrue, yPred),
    "Matthews correlation": matthewsCorrelation(yTrue, yPred),
    "ROC AUC": delongInterval(yTrue, a).value,
    "average precision": averagePrecisionScore(yTrue, a),
    "log loss": logLoss(yTrue, a),
    "Brier loss": brierLoss(yTrue, a),
    "calibration error": expectedCalibrationError(yTrue, a, { bins: 10 }),
  });
  for (const { name, value, interval: [low, high], n } of found.models[0]!.metrics) {
    assert(low <= high && low < value + 0.05 && high > value - 0.05, name);
    assert(n > 0 && n <= 400, name);
  }
});

Deno.test("evaluate compares two models by the tests of descent/metrics, corrected by Holm", async () => {
  const { comparison } = await report("--predictions", fileA, "--compare", fileB);
  const [yA, yB] = [said(a), said(b)];
  const losses = (scores: number[]) =>
    yTrue.map((y, i) => logLoss([y], [scores[i]!], { positive: 1 }));
  const squares = (scores: number[]) => yTrue.map((y, i) => (y - scores[i]!) ** 2);
  const tests = {
    "accuracy": mcNemarTest(pairedTable(yTrue, [yA, yB])).pValue,
    "F1 of 1": undefined,
    "ROC AUC": delongTest(yTrue, [a, b]).pValue,
    "log loss": pairedTTest(losses(a), losses(b)).pValue,
    "Brier loss": pairedTTest(squares(a), squares(b)).pValue,
  };
  assertEquals(comparison!.map(({ name }) => name), Object.keys(tests));
  for (const { name, test, a, b, difference } of comparison!) {
    const expected = tests[name as keyof typeof tests];
    if (expected !== undefined) assertAlmostEquals(test.pValue, expected, 1e-9, name);
    assertAlmostEquals(difference.value, a - b, 1e-12, name);
    assert(difference.interval[0] < difference.value && difference.interval[1] > difference.value);
  }
  const corrected = holmCorrection(comparison!.map(({ test }) => test.pValue));
  assertEquals(comparison!.map(({ test }) => test.corrected), corrected);
  const f1 = comparePredictions(f1Score, yTrue, [yA, yB], { seed: 0 });
  const row = comparison!.find(({ name }) => name === "F1 of 1")!;
  assertAlmostEquals(row.difference.value, f1.difference.value, 1e-12);
  assertAlmostEquals(row.difference.interval[0], f1.difference.interval[0], 0.02);
});

Deno.test("evaluate tells groups apart as sliceReport and fairnessGaps do", async () => {
  const { slices: [slice] } = await report("--predictions", fileA, "--slices", "city");
  const groups = samples.map(({ city }) => city);
  const expected = sliceReport(accuracyScore, yTrue, said(a), { groups });
  assertEquals([slice!.worst, slice!.metric], [expected.worst.group, "accuracy"]);
  assertAlmostEquals(slice!.gap, expected.gap, 1e-12);
  assertEquals(
    slice!.groups.map(({ group, value, interval, n }) => ({ group, value, interval, n })),
    expected.slices.map(({ group, estimate, n }) => {
      const { value, interval } = estimate!;
      return { group: String(group), value, interval, n };
    }),
  );
  const gaps = fairnessGaps(yTrue, said(a), { groups, positive: 1 });
  assertEquals(slice!.fairness!.equalisedOdds!.value, gaps.equalisedOdds!.value);
  assertEquals(slice!.fairness!.demographicParity.value, gaps.demographicParity.value);
});

Deno.test("evaluate reads the same from CSV, JSON Lines and gzip, in any order of columns", async () => {
  const { models: [{ metrics }] } = await report("--predictions", fileA) as Report & {
    models: [Report["models"][0]];
  };
  const lines = samples.map(({ yTrue, a }) =>
    JSON.stringify({ probabilities: { 0: 1 - a, 1: a }, y_true: yTrue, y_pred: a >= 0.5 ? 1 : 0 })
  );
  await Deno.writeTextFile(`${folder}/a.jsonl`, lines.join("\n"));
  const packed = new Blob([lines.join("\n") + "\n"]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  await Deno.writeFile(`${folder}/a.jsonl.gz`, packed);
  for (const name of ["a.jsonl", "a.jsonl.gz"]) {
    const again = (await report("--predictions", `${folder}/${name}`)).models[0]!.metrics;
    assertEquals(again.map(({ name }) => name), metrics.map(({ name }) => name));
    again.forEach(({ value, name }, i) =>
      assertAlmostEquals(value, metrics[i]!.value, 1e-12, name)
    );
  }
});

// Three classes by hand: 6 samples, 4 right.
const three = await file("three.csv", [
  ["y_true", "p_a", "p_b", "p_c"],
  ["a", 0.8, 0.1, 0.1],
  ["a", 0.4, 0.5, 0.1],
  ["b", 0.2, 0.7, 0.1],
  ["b", 0.1, 0.8, 0.1],
  ["c", 0.1, 0.1, 0.8],
  ["c", 0.6, 0.1, 0.3],
]);

Deno.test("evaluate takes the likeliest of several classes, and scores their probabilities", async () => {
  const found = await report("--predictions", three);
  const truth = ["a", "a", "b", "b", "c", "c"];
  const yPred = ["a", "b", "b", "b", "c", "a"];
  const rows = [
    [0.8, 0.1, 0.1],
    [0.4, 0.5, 0.1],
    [0.2, 0.7, 0.1],
    [0.1, 0.8, 0.1],
    [0.1, 0.1, 0.8],
    [0.6, 0.1, 0.3],
  ];
  assertValues(valuesOf(found), {
    "accuracy": 4 / 6,
    "balanced accuracy": 4 / 6,
    "F1, macro": f1Score(truth, yPred, { average: "macro" }),
    "F1, weighted": f1Score(truth, yPred, { average: "weighted" }),
    "Cohen's kappa": cohenKappaScore(truth, yPred),
    "Matthews correlation": matthewsCorrelation(truth, yPred),
    "ROC AUC, macro": rocAucScore(truth, rows),
    "log loss": logLoss(truth, rows),
    "Brier loss": brierLoss(truth, rows),
    "calibration error": expectedCalibrationError(truth, rows, { bins: 10 }),
  });
  const { classes, confusion } = found.models[0]!;
  assertEquals(confusion, { labels: ["a", "b", "c"], matrix: [[1, 1, 0], [0, 2, 0], [1, 0, 1]] });
  assertEquals(classes!.map(({ label, support, recall }) => [label, support, recall!.value]), [
    ["a", 2, 0.5],
    ["b", 2, 1],
    ["c", 2, 0.5],
  ]);
  const isA = truth.map((label) => label === "a" ? 1 : 0);
  assertEquals(classes![0]!.area!.value, delongInterval(isA, rows.map(([p]) => p!)).value);
});

Deno.test("evaluate tells the numbers of descent/metrics for a regression", async () => {
  const values = samples.map(({ a, b }) => [1e6 + a, 1e6 + b, 1e6 + b / 2 + 0.2] as const);
  const path = await file("r.csv", [["y_true", "y_pred"], ...values.map(([y, p]) => [y, p])]);
  const other = await file("s.csv", [["y_true", "y_pred"], ...values.map(([y, , p]) => [y, p])]);
  const found = await report("--predictions", path, "--compare", other);
  const [y, p, q] = [0, 1, 2].map((i) => values.map((row) => row[i]!)) as [
    number[],
    number[],
    number[],
  ];
  assertEquals([found.kind, found.positive], ["regression", undefined]);
  assertEquals(found.notes, [
    "These were taken for numbers; --kind classification takes them for labels.",
  ]);
  assertValues(valuesOf(found), {
    "MAE": meanAbsoluteError(y, p),
    "RMSE": rootMeanSquaredError(y, p),
    "median absolute error": medianAbsoluteError(y, p),
    "mean error": y.reduce((sum, value, i) => sum + value - p[i]!, 0) / y.length,
    "R²": r2Score(y, p),
  });
  const errors = (pred: number[]) => y.map((value, i) => Math.abs(value - pred[i]!));
  const { pValue } = pairedTTest(errors(p), errors(q));
  assertAlmostEquals(found.comparison![0]!.test.pValue / pValue, 1, 1e-6);
  for (const { name, value, interval: [low, high] } of found.models[0]!.metrics) {
    assert(low < value && value < high, name);
  }
});

Deno.test("evaluate counts bad rows of either file and leaves them out of both", async () => {
  const first = await file("bad_a.csv", [["y_true", "y_pred"], [1, 1], ["", 1], [0, 0, 0], [1, 0], [
    0,
    0,
  ]]);
  const second = await file("bad_b.csv", [["y_true", "y_pred"], [1, 1], ["", 1], [0, 0], [1, ""], [
    0,
    1,
  ]]);
  const { rows, leftOut } = await report("--predictions", first, "--compare", second);
  assertEquals(rows, 2);
  assertEquals(leftOut, {
    count: 3,
    first: [
      { file: first, line: 3, why: "y_true is missing" },
      { file: first, line: 4, why: "it has 3 fields, not 2" },
      { file: second, line: 5, why: "y_pred is missing" },
    ],
  });
});

const refusals: [lines: (string | number)[][], args: string[], message: string][] = [
  [
    [["y_true", "y_pred"], [1, 1], ["", 0]],
    [],
    "2 rows that can be read are the least, got 1; F line 3: y_true is missing",
  ],
  [[["y_true", "y_pred"]], [], "2 rows that can be read are the least, got 0"],
  [[["y_true", "y_pred"], [1, 1], ["", 0]], ["--strict"], "line 3: y_true is missing"],
  [
    [["y_true", "y_pred"], ["a", "a"], ["b", "b"]],
    ["--positive", "c"],
    '--positive must be a label that occurs, got "c"',
  ],
  [[["y_true", "y_true"]], [], 'each column needs its own name, got "y_true"'],
  [
    [["y_true", "p_1"], [1, 0.5], [0, 0.5]],
    ["--kind", "regression"],
    "a regression needs a column y_pred",
  ],
  [
    [["y_true", "y_pred"], ...Array.from({ length: 1100 }, (_, i) => [`a${i}`, "b"])],
    [],
    "there must be at most 1000 different labels; for numbers take --kind regression",
  ],
  [[["y_true", "y_pred", "g"], ...Array.from({ length: 1100 }, (_, i) => [1, 1, i])], [
    "--slices",
    "g",
  ], "column g must have at most 1000 different values"],
];
for (const [lines, args, message] of refusals) {
  Deno.test(`evaluate refuses a file: ${message}`, async () => {
    const path = await file("refused.csv", lines);
    await assertRejects(
      () => report("--predictions", path, ...args),
      RangeError,
      message.replace("F line", `${path} line`),
    );
  });
}

Deno.test("evaluate refuses files that are not about the same rows", async () => {
  const pair = async (one: (string | number)[][], two: (string | number)[][]) => {
    const [first, second] = [await file("one.csv", one), await file("two.csv", two)];
    return () => report("--predictions", first, "--compare", second);
  };
  const head = ["id", "y_true", "y_pred"];
  const rows = [head, [1, 0, 0], [2, 1, 1], [3, 1, 1]];
  await assertRejects(
    await pair(rows, rows.slice(0, 3)),
    RangeError,
    `Cannot compare the files: both must have the same rows, and ${folder}/two.csv ends before ${folder}/one.csv`,
  );
  await assertRejects(
    await pair(rows.slice(0, 3), rows),
    RangeError,
    `and ${folder}/one.csv ends before ${folder}/two.csv`,
  );
  await assertRejects(
    await pair(rows, [head, [1, 0, 0], [3, 1, 1], [2, 1, 1]]),
    RangeError,
    `id is "2" in line 3 of ${folder}/one.csv, "3" in line 3 of ${folder}/two.csv`,
  );
  await assertRejects(
    await pair(rows, [head, [1, 0, 0], [2, 0, 1], [3, 1, 1]]),
    RangeError,
    `y_true is "1" in line 3 of ${folder}/one.csv, "0" in line 3`,
  );
});

Deno.test("evaluate notes labels that are predicted and never true", async () => {
  const rows = [["y_true", "y_pred"], ["True", 1], ["False", 0], ["True", "True"], ["False", 1]];
  const { notes, models } = await report("--predictions", await file("spelt.csv", rows));
  assertEquals(notes, ["Predicted, and never true: 0, 1."]);
  assertEquals(models[0]!.metrics[0]!.value, 0.25);
});

Deno.test("evaluate has something to say of a single class, and leaves out what has no meaning", async () => {
  const path = await file("single.csv", [["y_true", "y_pred", "p_1"], [1, 1, 0.9], [1, 1, 0.8], [
    1,
    0,
    0.2,
  ]]);
  const values = valuesOf(await report("--predictions", path));
  assertAlmostEquals(values["accuracy"]!, 2 / 3);
  assertEquals(values["ROC AUC"], undefined);
  for (const [name, value] of Object.entries(values)) assert(Number.isFinite(value), name);
});

Deno.test("evaluate stops at once when its signal is raised", async () => {
  const error = await assertRejects(
    () => evaluate(parseEvaluateOptions(["--predictions", fileA]), AbortSignal.abort()),
    DOMException,
  );
  assertEquals(error.name, "AbortError");
});

// Whatever a file holds, there is a report of finite numbers or an error that a person can mend.
const cell = fc.constantFrom(
  "0",
  "1",
  "1.0",
  "2.5",
  "a",
  "",
  "0.5",
  "-1",
  "1e400",
  "nan",
  '"',
  "x y",
);
const header = fc.subarray(["y_pred", "p_0", "p_1", "p_a", "score", "id", "g"], { minLength: 1 });
const anyFile = header.chain((columns) =>
  fc.array(fc.tuple(cell, ...columns.map(() => cell)), { maxLength: 12 })
    .map((rows) => [["y_true", ...columns], ...rows])
);

Deno.test("evaluate says something sensible of any file", async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, fc.boolean(), async (lines, isCompared) => {
      const path = await file("any.csv", lines);
      const slices = lines[0]!.includes("g") ? ["--slices", "g"] : [];
      const other = isCompared ? ["--compare", path] : [];
      try {
        const found = await report("--predictions", path, ...other, ...slices);
        const numbers = found.models.flatMap(({ metrics }) => metrics)
          .flatMap(({ value, interval }) => [value, ...interval]);
        assert(numbers.every(Number.isFinite), JSON.stringify(found.models));
        const tests = found.comparison?.map(({ test }) => test.corrected) ?? [];
        assert(tests.every((p) => p === 1), "a model does not differ from itself");
        assert(!/NaN|undefined/.test(reportLines(found).join("\n")), path);
        figuresOf(found);
      } catch (error) {
        assert(error instanceof RangeError && /^Cannot .*: /.test(error.message), String(error));
      }
    }),
    { numRuns: 80 },
  );
});
