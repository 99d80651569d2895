import {
  explain,
  explanationHtml,
  explanationText,
  lookup,
  ngramsOf,
  readArpa,
  readCorpus,
  type Smoothing,
  trainNgram,
  writeArpa,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b");
const train = (smoothing: Smoothing) => trainNgram(corpus, { order: 3, smoothing });

Deno.test("explain() shows each order's count, discount and weight, from the longest", () => {
  // After "a b": a 1, c 2, d 1, </s> 2: 6 in all; D1 0.5, D2 1, so γ = (2 · 0.5 + 2 · 1) / 6.
  const model = train({ kind: "modified-kneser-ney" });
  const { steps, context, word } = explain(model, "c", ["x", "a", "b"]);
  assertEquals([word, context], ["c", ["a", "b"]]);
  const [first, second, third, floor] = steps;
  assertEquals([first!.count, first!.total, first!.discount], [2, 6, 1]);
  assertAlmostEquals(first!.own, 1 / 6);
  assertAlmostEquals(first!.weight, 0.5);
  assertEquals(second!.context, ["b"]);
  assertEquals(third!.context, []);
  assertAlmostEquals(floor!.probability, 1 / 6); // <unk>, </s>, a, b, c, d
  assertEquals(steps.length, 4);
});

Deno.test("explain() tells contexts never seen from words that never followed", () => {
  const { steps } = explain(train({ kind: "kneser-ney" }), "a", ["c", "c"]);
  assertEquals(steps.map(({ contextSeen, seen }) => [contextSeen, seen]), [
    [false, false],
    [true, true],
    [true, true],
    [true, false], // the floor below the unigrams
  ]);
  assertEquals(steps[0]!.weight, 1);
  assert(steps[0]!.formula.startsWith("context never seen: 1 · "));
});

Deno.test("explain() ends where a smoothing looks no further", () => {
  const orders = (smoothing: Smoothing, word: string) =>
    explain(train(smoothing), word, ["a", "b"]).steps.map(({ order }) => order);
  assertEquals(orders({ kind: "laplace" }, "b"), [3]);
  assertEquals(orders({ kind: "katz" }, "c"), [3]);
  assertEquals(orders({ kind: "katz" }, "b"), [3, 2, 1]);
  assertEquals(orders({ kind: "stupid-backoff" }, "b"), [3, 2, 1]);
  assertEquals(orders({ kind: "maximum-likelihood" }, "b"), [3]);
  assertEquals(orders({ kind: "witten-bell", unigrams: "relative" }, "b"), [3, 2, 1]);
});

Deno.test("explain() writes each smoothing's formula with its numbers", () => {
  const formula = (smoothing: Smoothing, word = "c") =>
    explain(train(smoothing), word, ["a", "b"]).steps[0]!.formula;
  assertEquals(formula({ kind: "maximum-likelihood" }), "2 / 6");
  assertEquals(formula({ kind: "laplace" }), "(2 + 1) / (6 + 1 · 6)");
  assertEquals(formula({ kind: "lidstone" }), "(2 + 0.1) / (6 + 0.1 · 6)");
  assertEquals(formula({ kind: "stupid-backoff" }, "b"), "0.4 · 0.1333");
  assert(formula({ kind: "witten-bell" }).startsWith("0.6 · 2 / 6 + 0.4 · "));
  assert(formula({ kind: "modified-kneser-ney" }).startsWith("(2 − 1) / 6 + 0.5 · "));
  assert(formula({ kind: "good-turing" }).startsWith("Good–Turing's count for 2"));
});

Deno.test("explain() tells of back-off weights alone for an ARPA file", async () => {
  const model = await readArpa(await writeArpa(train({ kind: "modified-kneser-ney" })));
  const { steps } = explain(model, "d", ["c", "a"]);
  assertEquals(steps.map(({ order, seen }) => [order, seen]), [[3, false], [2, false], [1, true]]);
  assertEquals(steps.map(({ count }) => count), [undefined, undefined, undefined]);
  assertEquals(steps[2]!.formula, `10^${Number(model.log10[7]!.toPrecision(4))}`);
});

Deno.test("explain() gives <s> probability 0, and unknown words their common name", () => {
  const model = train({ kind: "modified-kneser-ney" });
  assertEquals(explain(model, "<s>", ["a"]).probability, 0);
  const { word, context } = explain(model, "zebra", ["yak", "b"]);
  assertEquals([word, context], ["<unk>", ["<unk>", "b"]]);
});

Deno.test("explanationText() and explanationHtml() show all steps and notes", () => {
  const explanation = explain(train({ kind: "modified-kneser-ney" }), "c", ["a", "b"]);
  const text = explanationText(explanation);
  const lines = text.split("\n");
  assertEquals(lines.length, 2 + explanation.steps.length + explanation.notes.length);
  assert(lines[0]!.startsWith("P(c | a b) = "));
  assert(lines[2]!.startsWith("a b c "));
  const html = explanationHtml(explanation);
  for (const { formula } of explanation.steps) {
    assert(text.includes(formula), formula);
    assert(html.includes(`<td>${formula}</td>`), formula);
  }
  for (const note of explanation.notes) assert(html.includes(`<p>${note}</p>`));
  assertEquals(html.split("<tr>").length - 1, 1 + explanation.steps.length);
});

Deno.test("lookup() finds n-grams of every order, and nothing else", () => {
  const model = train({ kind: "laplace" });
  assertEquals(lookup(model, ["a", "b"])!.count, 6);
  assertEquals(lookup(model, ["a", "b"])!.total, 6);
  assertEquals(lookup(model, ["a", "b", "c"])!.backoff, undefined);
  for (const words of [[], ["zebra"], ["c", "c"], ["a", "b", "a", "b"]]) {
    assertEquals(lookup(model, words), undefined);
  }
});

Deno.test("ngramsOf() lists as many as the model holds, and knows no other order", () => {
  const model = train({ kind: "laplace" });
  for (const { order, ngrams } of model.details) {
    assertEquals(ngramsOf(model, order).length, ngrams);
  }
  const message = "Cannot list n-grams: order must be a whole number from 1 to 3, got 4";
  assertThrows(() => ngramsOf(model, 4), RangeError, message);
});
