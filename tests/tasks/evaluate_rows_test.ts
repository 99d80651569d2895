import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../tasks/cli/errors.ts";
import { alignedWith, classSettingOf, positiveOf } from "../../tasks/evaluate/class_setting.ts";
import { keepFaults } from "../../tasks/evaluate/faults.ts";
import { kindOf } from "../../tasks/evaluate/kind.ts";
import { inOrder } from "../../tasks/evaluate/label_codes.ts";
import { type Layout, layoutOf } from "../../tasks/evaluate/layout.ts";
import { withEntries } from "../../tasks/evaluate/list_field.ts";
import { parseEvaluateOptions } from "../../tasks/evaluate/options.ts";
import { labelOf, numberOf, parseLabelled, parseNumbers } from "../../tasks/evaluate/parse_row.ts";
import type { Rows, Table } from "../../tasks/evaluate/read_table.ts";

async function* none(): AsyncGenerator<Rows, void> {}

function layout(header: string, slices: string[] = []): Layout {
  const table: Table = { name: "p.csv", columns: header.split(","), batches: none() };
  return layoutOf(table, slices, false);
}

function parse(header: string, row: string, seen: string[] = ["0", "1"]) {
  const columns = layout(header);
  return parseLabelled(row.split(","), columns, classSettingOf("p.csv", columns, seen));
}

Deno.test("parseLabelled() reads labels, and the probability of the positive one", () => {
  assertEquals(parse("y_true,y_pred", "cat,dog"), {
    yTrue: "cat",
    yPred: "dog",
    probabilities: [],
  });
  const one = { yTrue: "1", yPred: "0", probabilities: [0.25] };
  assertEquals(parse("y_true,probability", "1,0.25"), one);
  assertEquals(parse("y_true,p_0,p_1", "1.0,0.75,0.25"), one);
  assertEquals(parse("y_true,p_1,p_0", "1,0.25,0.75"), one);
  const three = parse("y_true,p_a,p_b,p_c", "b,0.2,0.3,0.5");
  assertEquals(three, { yTrue: "b", yPred: "c", probabilities: [0.2, 0.3, 0.5] });
});

Deno.test("probabilities may all stand in one field, as JSON, pandas and numpy write them", () => {
  const columns = layout("y_true,probabilities");
  const rows = [
    ["b", '{"a": 0.25, "b": 0.5, "c": 0.25}'],
    ["2", "[0.25, 0.5, 0.25]"],
    ["2", "[0.25 0.5  2.5e-01]"],
  ];
  for (const fields of rows) {
    const spread = withEntries(columns, fields);
    const row = parseLabelled(fields, spread, classSettingOf("p.csv", spread, []));
    assertEquals((row as { probabilities: number[] }).probabilities, [0.25, 0.5, 0.25]);
  }
  const spread = withEntries(columns, rows[1]);
  const setting = classSettingOf("p.csv", spread, []);
  assertEquals(
    parseLabelled(["1", "[0.5, 0.5]"], spread, setting),
    'its probabilities are "[0.5, 0.5]", not 3 numbers',
  );
  assertEquals(
    parseLabelled(["1", "[0.5, x, 0.5]"], spread, setting),
    'p_1 is "x", not a number',
  );
  assertEquals(withEntries(columns, ["1", "0.75"]), columns);
});

Deno.test("parseLabelled() divides probabilities of few digits by their sum", () => {
  const { probabilities } = parse("y_true,p_a,p_b,p_c", "b,0.33,0.33,0.33") as {
    probabilities: number[];
  };
  for (const p of probabilities) assertAlmostEquals(p, 1 / 3, 1e-15);
});

const faults: [header: string, row: string, fault: string][] = [
  ["y_true,y_pred", ",1", "y_true is missing"],
  ["y_true,y_pred", "1, ", "y_pred is missing"],
  ["y_true,probability", "1,high", 'probability is "high", not a number'],
  ["y_true,probability", "1,", "probability is missing, not a number"],
  ["y_true,probability", "1,nan", 'probability is "nan", not a number'],
  ["y_true,probability", "1,Infinity", 'probability is "Infinity", not a number'],
  ["y_true,probability", "1,1.5", "probability is 1.5, not from 0 to 1"],
  ["y_true,p_a,p_b,p_c", "a,0.5,0.5,0.5", "the probabilities sum to 1.5, not 1"],
  ["y_true,p_a,p_b,p_c", "d,0.5,0.5,0", 'y_true is "d", which has no p_d'],
];
for (const [header, row, fault] of faults) {
  Deno.test(`parseLabelled() says of "${row}" under ${header}: ${fault}`, () => {
    assertEquals(parse(header, row), fault);
  });
}

Deno.test("parseNumbers() takes finite numbers alone", () => {
  const columns = layout("y_true,y_pred");
  assertEquals(parseNumbers(["1e3", " -0.5 "], columns), { yTrue: 1000, yPred: -0.5 });
  assertEquals(parseNumbers(["1", "1,5"], columns), 'y_pred is "1,5", not a number');
  assertEquals(parseNumbers(["", "1"], columns), "y_true is missing, not a number");
});

Deno.test("a row is read or named, whatever its fields hold", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.double().map(String),
    fc.constantFrom("0", "1", "a", ""),
  );
  const columns = layout("y_true,y_pred,p_a,p_b,p_c");
  const setting = classSettingOf("p.csv", columns, []);
  fc.assert(fc.property(fc.tuple(text, text, text, text, text), (fields) => {
    const row = parseLabelled(fields, columns, setting);
    if (typeof row === "string") return;
    const sum = row.probabilities.reduce((total, p) => total + p, 0);
    assertEquals(Math.abs(sum - 1) < 1e-12 && row.yTrue !== "" && row.yPred !== "", true);
  }));
});

Deno.test("labelOf() takes 1.0 and 1 for one label, and 1.5 and 01 for others", () => {
  assertEquals(["1.0", " 1 ", "-3.00", "1.5", "01", "v1.0"].map(labelOf), [
    "1",
    "1",
    "-3",
    "1.5",
    "01",
    "v1.0",
  ]);
});

Deno.test("numberOf() refuses what only looks like a number", () => {
  assertEquals(["0", "-0.0", "1e-3", "", " ", "NaN", "1e999", "0x"].map(numberOf), [
    0,
    -0,
    0.001,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("layoutOf() finds the columns and says which one is missing", () => {
  const { yTrue, yPred, id, slices, probabilities } = layout("id,city,y_pred,y_true,p_a,p_b", [
    "city",
  ]);
  assertEquals([yTrue, yPred, id, slices], [3, 2, 0, [1]]);
  assertEquals(probabilities.map(({ label }) => label), ["a", "b"]);
  const missing: [string, string[], string][] = [
    ["y_pred,x", [], "Cannot read p.csv: there must be a column y_true; it has y_pred, x"],
    ["y_true,x", [], "Cannot read p.csv: there must be a column y_pred; it has y_true, x"],
    [
      "y_true,y_pred",
      ["age"],
      "Cannot read p.csv: there must be a column age; it has y_true, y_pred",
    ],
    [
      "y_true,p_a,score",
      [],
      "Cannot read p.csv: probabilities must come in one form, not as p_a, score",
    ],
  ];
  for (const [header, columns, message] of missing) {
    assertThrows(() => layout(header, columns), RangeError, message);
  }
});

Deno.test("classSettingOf() finds the positive label, or asks for it", () => {
  const of = (header: string, seen: string[], wanted?: string) =>
    classSettingOf("p.csv", layout(header), seen, wanted).positive;
  assertEquals(of("y_true,probability", ["0", "1"]), "1");
  assertEquals(of("y_true,probability", ["true", "false"]), "true");
  assertEquals(of("y_true,probability", ["ham", "spam"], "ham"), "ham");
  assertEquals(of("y_true,p_spam,p_ham", []), "spam");
  assertEquals(of("y_true,p_spam,p_ham", [], "ham"), "ham");
  assertEquals(of("y_true,p_a,p_b,p_c", []), undefined);
  assertThrows(
    () => of("y_true,probability", ["ham", "spam"]),
    RangeError,
    "Cannot read p.csv: --positive must name the label that the probability is of: one of ham, spam",
  );
  assertThrows(
    () => of("y_true,p_a,p_b", [], "c"),
    RangeError,
    'Cannot read p.csv: --positive must be a label with a probability: a, b, got "c"',
  );
  assertThrows(
    () => of("y_true,p_spam", ["spam"]),
    RangeError,
    'Cannot read p.csv: there must be a column y_pred, as the first rows have one label only, got "spam"',
  );
});

Deno.test("alignedWith() puts the second file's probabilities in the order of the first", () => {
  const first = classSettingOf("a.csv", layout("y_true,p_a,p_b,p_c"), []);
  const { layout: columns } = alignedWith(first, "b.csv", layout("y_true,p_c,p_a,p_b"));
  assertEquals(columns.probabilities.map(({ at }) => at), [2, 3, 1]);
  assertThrows(
    () => alignedWith(first, "b.csv", layout("y_true,p_a,p_b,p_d")),
    RangeError,
    "Cannot compare the files: b.csv must have the probabilities p_a, p_b, p_c too, or none",
  );
});

Deno.test("positiveOf() and inOrder() agree with what people mean", () => {
  assertEquals([positiveOf(["0", "1"]), positiveOf(["yes", "no"]), positiveOf(["a", "b", "c"])], [
    "1",
    "yes",
    undefined,
  ]);
  assertEquals(inOrder(["10", "9", "-1"]), ["-1", "9", "10"]);
  assertEquals(inOrder(["b", "10", "9"]), ["10", "9", "b"]);
});

Deno.test("kindOf() tells numbers from labels by fractions and by how many there are", () => {
  const columns = layout("y_true,y_pred");
  const rows = (values: string[]) => values.map((value) => ({ fields: [value, value], line: 1 }));
  const many = Array.from({ length: 200 }, (_, i) => String(i));
  assertEquals(kindOf("auto", columns, rows(["1", "0", "3.0"])), "classification");
  assertEquals(kindOf("auto", columns, rows(["1", "0.5"])), "regression");
  assertEquals(kindOf("auto", columns, rows(many)), "regression");
  assertEquals(kindOf("classification", columns, rows(many)), "classification");
  assertEquals(kindOf("auto", columns, rows(["1", "a", "b", "0.5"])), "classification");
  assertEquals(kindOf("auto", layout("y_true,y_pred,p_1"), rows(["0.5"])), "classification");
});

const FAULT = { file: "p.csv", line: 7, why: "y_true is missing" };
Deno.test("keepFaults() counts all bad rows and names the first ten; under --strict it stops", () => {
  const kept = keepFaults(false);
  for (let line = 2; line < 40; line++) kept.add({ ...FAULT, line });
  assertEquals([kept.count, kept.first.length, kept.first[9]!.line], [38, 10, 11]);
  assertThrows(
    () => keepFaults(true).add(FAULT),
    RangeError,
    "Cannot evaluate p.csv: line 7: y_true is missing",
  );
});

const mistakes: [string[], string][] = [
  [[], "--predictions must name a file of predictions"],
  [
    ["--predictions", "-", "--compare", "-"],
    "only one of --predictions and --compare can be standard input",
  ],
  [["--predictions", "p", "--out", "r.pdf"], '--out must end in .html, got "r.pdf"'],
  [["--predictions", "p", "--slices", "a,,b"], '--slices must name columns, got "a,,b"'],
  [["--predictions", "p", "--level", "95"], '--level must be a number between 0 and 1, got "95"'],
  [
    ["--predictions", "p", "--kind", "x"],
    '--kind must be one of auto, classification, regression, got "x"',
  ],
];
for (const [args, message] of mistakes) {
  Deno.test(`parseEvaluateOptions() refuses ${args.join(" ") || "nothing"}`, () => {
    assertThrows(() => parseEvaluateOptions(args), UsageError, message);
  });
}

Deno.test("parseEvaluateOptions() joins slices, each once", () => {
  const args = ["--predictions", "p", "--slices", "age, city", "--slices", "age"];
  assertEquals(parseEvaluateOptions(args).slices, ["age", "city"]);
});
