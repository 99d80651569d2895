import { matrixFrom, rowsOf } from "descent/core";
import {
  classWeights,
  fitLabelBinarizer,
  fitLabelEncoder,
  fitOneHotEncoder,
  fitOrdinalEncoder,
  restoreTransformer,
  toCategorical,
} from "descent/preprocess";
import { assertEquals, assertThrows } from "@std/assert";

const COLOURS = [["red", 1], ["green", 2], ["red", 3]];

Deno.test("fitOneHotEncoder() undoes what it did, dropped categories too", () => {
  for (const drop of ["none", "first", "ifBinary"] as const) {
    const encoder = fitOneHotEncoder(COLOURS, { drop });
    assertEquals(encoder.inverseTransform(encoder.transform(COLOURS)), COLOURS);
  }
});

Deno.test("fitOneHotEncoder() sets one 1 a column of the table", () => {
  const encoder = fitOneHotEncoder(COLOURS);
  for (const row of rowsOf(encoder.transform(COLOURS))) {
    assertEquals(row.reduce((sum, value) => sum + value, 0), 2);
  }
  assertEquals(encoder.featureNames(["colour", "size"]), [
    "colour_green",
    "colour_red",
    "size_1",
    "size_2",
    "size_3",
  ]);
});

Deno.test("fitOneHotEncoder() makes zeros of an unknown category, or an error", () => {
  const lenient = fitOneHotEncoder(COLOURS, { unknown: "ignore" });
  assertEquals(lenient.inverseTransform(lenient.transform([["blue", 2]])), [[null, 2]]);
  assertThrows(
    () => fitOneHotEncoder(COLOURS).transform([["blue", 2]]),
    RangeError,
    'Cannot encode categories: an entry of column 0 must be one of "green", "red", got "blue"',
  );
});

Deno.test("fitOneHotEncoder() sorts text by code points", () => {
  // UTF-16 would put the emoji, which is two surrogates, before the ligature.
  const encoder = fitOneHotEncoder([["😀"], ["ﬁ"], ["z"]]);
  assertEquals(encoder.categories, [["z", "ﬁ", "😀"]]);
});

Deno.test("the encoders are the same after JSON", () => {
  const copy = (value: unknown) => JSON.parse(JSON.stringify(value));
  const hot = fitOneHotEncoder(COLOURS, { drop: "first" });
  assertEquals(
    restoreTransformer(copy(hot), "oneHotEncoder").transform(COLOURS),
    hot.transform(COLOURS),
  );
  const ordinal = fitOrdinalEncoder(COLOURS, { unknownValue: -1 });
  const table = [["blue", 3]];
  assertEquals(
    restoreTransformer(copy(ordinal), "ordinalEncoder").transform(table),
    ordinal.transform(table),
  );
  const labels = fitLabelEncoder(["b", "a"]);
  assertEquals(
    restoreTransformer(copy(labels), "labelEncoder").transform(["a", "b"]),
    labels.transform(["a", "b"]),
  );
  const binarizer = fitLabelBinarizer(["b", "a", "c"]);
  assertEquals(
    restoreTransformer(copy(binarizer), "labelBinarizer").transform(["c"]),
    binarizer.transform(["c"]),
  );
});

Deno.test("fitOrdinalEncoder() undoes what it did, and answers null for no category", () => {
  const encoder = fitOrdinalEncoder(COLOURS);
  assertEquals(encoder.inverseTransform(encoder.transform(COLOURS)), COLOURS);
  assertEquals(encoder.inverseTransform(matrixFrom([[-1, 0.5]])), [[null, null]]);
});

Deno.test("the encoders of tables say what is wrong with them", () => {
  for (const fit of [fitOneHotEncoder, fitOrdinalEncoder]) {
    assertThrows(() => fit([]), RangeError, "X must have at least one row and one column");
    assertThrows(
      () => fit([["a", 1], ["b"]]),
      RangeError,
      "the 2 entries of the first, got 1 in row 1",
    );
    assertThrows(
      () => fit([["a"], [1]]),
      TypeError,
      "labels that are compared must be of one type, such as string, got 1",
    );
    assertThrows(() => fit([[NaN]]), RangeError, "a label must not be NaN");
    assertThrows(
      () => fit([["c"]], { categories: [["a", "b"]] }),
      RangeError,
      'must be one of "a", "b"',
    );
    assertThrows(() => fit([["a"]], { categories: [] }), RangeError, "for each of the 1 columns");
    assertThrows(
      () => fit([["a"]]).transform([["a", "b"]]),
      RangeError,
      "the 1 entries of the data",
    );
  }
  assertThrows(
    () => fitOrdinalEncoder(COLOURS, { unknownValue: 0 }),
    RangeError,
    "unknownValue must be a whole number from -9007199254740991 to -1, got 0",
  );
});

Deno.test("fitLabelEncoder() undoes what it did, for text, numbers and booleans", () => {
  for (const labels of [["b", "a", "b"], [3, 1, 2], [true, false]]) {
    const encoder = fitLabelEncoder<string | number | boolean>(labels);
    assertEquals(encoder.inverseTransform(encoder.transform(labels)), labels);
  }
});

Deno.test("fitLabelEncoder() names what it does not know", () => {
  const encoder = fitLabelEncoder<string>(["a", "b"]);
  assertThrows(
    () => encoder.transform(["c"]),
    RangeError,
    'Cannot encode labels: a label must be one of "a", "b", got "c"',
  );
  assertThrows(
    () => encoder.inverseTransform([2]),
    RangeError,
    "Cannot decode labels: number 0 must be a whole number from 0 to 1, got 2",
  );
  assertThrows(() => fitLabelEncoder([]), RangeError, "there must be at least one label");
});

Deno.test("fitLabelBinarizer() undoes what it did, for one, two and three classes", () => {
  for (const labels of [["a", "a"], ["b", "a"], ["b", "a", "c", "b"]]) {
    const binarizer = fitLabelBinarizer(labels);
    assertEquals(binarizer.inverseTransform(binarizer.transform(labels)), labels);
  }
});

Deno.test("fitLabelBinarizer() takes the class of the largest score, the first at a tie", () => {
  const binarizer = fitLabelBinarizer(["a", "b", "c"]);
  assertEquals(binarizer.inverseTransform(matrixFrom([[0.2, 0.5, 0.5], [0, 0, 0]])), ["b", "a"]);
  assertThrows(() => binarizer.inverseTransform(matrixFrom([[1]])), RangeError, "the 3 columns");
});

Deno.test("toCategorical() refuses what is no class number", () => {
  assertThrows(
    () => toCategorical([0, 3], { classes: 3 }),
    RangeError,
    "Cannot make categorical: number 1 must be a whole number from 0 to 2, got 3",
  );
  assertThrows(() => toCategorical([0.5]), RangeError, "number 0 must be a whole number");
});

Deno.test("classWeights() make each class weigh the same, and the whole n", () => {
  const labels = ["a", "b", "b", "b", "c", "c"];
  const weights = classWeights(labels);
  const total = (of: string) => labels.filter((l) => l === of).length * weights.get(of)!;
  assertEquals(["a", "b", "c"].map(total), [2, 2, 2]);
});
