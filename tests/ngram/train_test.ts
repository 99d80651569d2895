import {
  distribution,
  lookup,
  ngramsOf,
  probability,
  readCorpus,
  type Smoothing,
  SMOOTHINGS,
  trainNgram,
  type TrainOptions,
  wordsOf,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// Bigrams: <s> a 2, <s> b 1, a b 2, a a 1, b </s> 3, b a 1. After a: 3; after b: 4.
// Unigrams: a 3, b 4, </s> 3: 10 tokens; the vocabulary is <unk>, </s>, a, b.
const corpus = readCorpus("a a b\na b\nb a b");
// "b a b": <s> b, b a, a b, b </s>; "a a b": <s> a, a a, a b, b </s>; "a b": <s> a, a b, b </s>.
// So a b 3, and after a: 4; unigrams a 4, b 4, </s> 3: 11 tokens.

const train = (smoothing: Smoothing, options: Partial<TrainOptions> = {}) =>
  trainNgram(corpus, { order: 2, smoothing, ...options });

Deno.test("trainNgram() counts by hand, <s> and </s> included", () => {
  const counts = (order: number) =>
    Object.fromEntries(
      ngramsOf(train({ kind: "maximum-likelihood" }), order)
        .map(({ words, count }) => [words.join(" "), count]),
    );
  assertEquals(counts(1), { "<unk>": 0, "<s>": 3, "</s>": 3, a: 4, b: 4 });
  assertEquals(counts(2), { "<s> a": 2, "<s> b": 1, "a a": 1, "a b": 3, "b a": 1, "b </s>": 3 });
});

Deno.test("maximum-likelihood is plain shares, and 0 for what was not seen", () => {
  const model = train({ kind: "maximum-likelihood" });
  assertAlmostEquals(probability(model, "b", ["a"]), 3 / 4);
  assertEquals(probability(model, "</s>", ["a"]), 0);
  assertAlmostEquals(probability(model, "b", ["never"]), 4 / 11); // the unigram
  const zero = train({ kind: "maximum-likelihood", unseenContext: "zero" });
  assertEquals(probability(zero, "b", ["never"]), 0);
});

Deno.test("laplace and lidstone add to every count", () => {
  assertAlmostEquals(probability(train({ kind: "laplace" }), "b", ["a"]), (3 + 1) / (4 + 4));
  const model = train({ kind: "lidstone", gamma: 0.5 });
  assertAlmostEquals(probability(model, "</s>", ["a"]), 0.5 / (4 + 0.5 * 4));
  assertAlmostEquals(probability(model, "b", ["never"]), 1 / 4);
});

Deno.test("jelinek-mercer mixes orders by the weights given", () => {
  const model = train({ kind: "jelinek-mercer", weights: [0.5, 0.25] });
  const unigram = 0.5 * 4 / 11 + 0.5 / 4;
  assertAlmostEquals(probability(model, "b", ["a"]), 0.25 * 3 / 4 + 0.75 * unigram);
  assertAlmostEquals(probability(model, "b", ["never"]), unigram);
});

Deno.test("witten-bell weighs by how many different words have followed", () => {
  const model = train({ kind: "witten-bell" });
  const unigram = 4 / 14 + 3 / 14 / 4; // 3 types, 11 tokens
  assertAlmostEquals(probability(model, "b", ["a"]), 3 / 6 + 2 / 6 * unigram);
});

Deno.test("absolute-discounting takes one discount from every count", () => {
  const model = train({ kind: "absolute-discounting", discount: 0.5 });
  const unigram = 3.5 / 11 + 3 * 0.5 / 11 / 4;
  assertAlmostEquals(probability(model, "b", ["a"]), 2.5 / 4 + 2 * 0.5 / 4 * unigram);
  // Bigrams counted once: <s> b, a a, b a; twice: <s> a.
  const found = train({ kind: "absolute-discounting" }).details[1]!.discounts!;
  assertAlmostEquals(found[0]!, 3 / (3 + 2 * 1));
});

Deno.test("kneser-ney's unigrams count the different words to the left", () => {
  const model = train({ kind: "kneser-ney", discount: 0.5 });
  const counts = ["a", "b", "</s>"].map((word) => lookup(model, [word])!.count);
  assertEquals(counts, [3, 2, 1]); // after <s>, a, b; after <s>, a; after b
  const unigram = 1.5 / 6 + 3 * 0.5 / 6 / 4;
  assertAlmostEquals(probability(model, "b", ["a"]), 2.5 / 4 + 2 * 0.5 / 4 * unigram);
});

Deno.test("kneser-ney without boundaries counts a sentence's beginning as a word to the left", () => {
  const model = train({ kind: "kneser-ney" }, { boundaries: "none" });
  assertEquals(lookup(model, ["a"])!.count, 3); // after a, after b, and first of all
  assertEquals(lookup(model, ["b"])!.count, 2); // after a, and first of all
});

Deno.test("modified-kneser-ney finds discounts, and says what it took where it cannot", () => {
  // Unigrams, by different words to the left: 3, 2 and 1, so Y = 1 / (1 + 2 · 1) = 1/3, D1 = 1 − 2 Y,
  // D2 = 2 − 3 Y, D3 = 3 − 0. Bigrams: three once, one twice, two three times: D2 = 2 − 3 · 0.6 · 2.
  const model = train({ kind: "modified-kneser-ney" });
  const [unigrams, bigrams] = model.details.map(({ discounts }) => discounts!);
  [1 / 3, 1, 3].forEach((d, i) => assertAlmostEquals(unigrams![i]!, d));
  assertEquals(bigrams, [0.5, 1, 1.5]);
  assertEquals(model.notes, [
    "Order 2: 3, 1, 2 and 0 n-grams counted once to four times do not yield discounts; 0.5, 1 and " +
    "1.5 are taken instead.",
  ]);
});

Deno.test("katz discounts small counts and backs off by what that leaves", () => {
  // Counts of bigrams: 1 three times, 2 once, 3 twice. For k = 1: q = 2 · 1 / 3,
  // d1 = (2 · 1 / (1 · 3) − q) / (1 − q) = 0, not above 0: no k serves, 0.5 is taken from each.
  const model = train({ kind: "katz" });
  assert(model.notes.some((note) => note.startsWith("Order 2: Good–Turing yields no ratios")));
  assertAlmostEquals(probability(model, "b", ["a"]), 2.5 / 4);
  const [own, other] = ["</s>", "<unk>"].map((word) => probability(model, word));
  const left = 2 * 0.5 / 4; // shared by </s> and <unk> as the unigrams have them
  assertAlmostEquals(probability(model, "</s>", ["a"]), left * own! / (own! + other!));
});

Deno.test("katz uses Good–Turing's ratios where they exist", () => {
  // Unigrams without boundaries: 8 once, 3 twice, 1 three times. k = 2: q = 3 · 1 / 8,
  // d1 = (2 · 3 / 8 − q) / (1 − q) = 0.6; d2 = (3 · 1 / (2 · 3) − q) / (1 − q) = 0.2.
  const text = "a b c d e f g h i i j j k k l l l";
  const smoothing = { kind: "katz", k: 2 } as const;
  const model = trainNgram(readCorpus(text), { order: 1, smoothing, boundaries: "none" });
  const [d1, d2] = model.details[0]!.ratios!;
  assertAlmostEquals(d1!, 0.6);
  assertAlmostEquals(d2!, 0.2);
  assertAlmostEquals(probability(model, "j"), 0.2 * 2 / 17);
  assertAlmostEquals(probability(model, "l"), 3 / 17);
});

Deno.test("stupid-backoff multiplies by alpha for each word that it gives up", () => {
  const model = trainNgram(corpus, { order: 3, smoothing: { kind: "stupid-backoff", alpha: 0.5 } });
  assertAlmostEquals(probability(model, "b", ["<s>", "a"]), 1 / 2);
  assertAlmostEquals(probability(model, "</s>", ["<s>", "a"]), 0.25 * 3 / 11);
  assertAlmostEquals(probability(model, "b", ["never", "seen"]), 0.25 * 4 / 11);
});

Deno.test("trainNgram() works on one token, for every smoothing and order", () => {
  for (const smoothing of SMOOTHINGS) {
    for (const order of [1, 3, 16]) {
      const model = trainNgram(readCorpus("x"), { order, smoothing });
      assert(probability(model, "x", ["<s>"]) > 0, `${smoothing} ${order}`);
    }
  }
});

Deno.test("minCount, vocabularySize and vocabulary make other words the unknown one", () => {
  const text = readCorpus("b a b c c a b d", {});
  const words = (options: Partial<TrainOptions>) =>
    wordsOf(trainNgram(text, { order: 1, boundaries: "none", ...options }).vocabulary);
  assertEquals(words({ minCount: 2 }), ["<unk>", "b", "a", "c"]);
  assertEquals(words({ vocabularySize: 2 }), ["<unk>", "b", "a"]); // c is as frequent, but later
  assertEquals(words({ vocabulary: ["x", "b"], unknownWord: "?" }), ["?", "x", "b"]);
  const model = trainNgram(text, { order: 1, boundaries: "none", vocabulary: ["b"] });
  assertEquals(ngramsOf(model, 1).map(({ count }) => count), [5, 3]);
});

Deno.test("literalUnknown counts <unk> in the text as the unknown word", () => {
  const text = readCorpus("a <unk> b\n<unk> a");
  const model = trainNgram(text, { order: 2, smoothing: "laplace", literalUnknown: "count" });
  assertEquals(lookup(model, ["<unk>"])!.count, 2);
  assertEquals(lookup(model, ["a", "<unk>"])!.count, 1);
});

Deno.test("prune drops rare n-grams and still sums to 1, for every smoothing", () => {
  for (const smoothing of SMOOTHINGS) {
    if (smoothing === "stupid-backoff") continue;
    const model = trainNgram(corpus, { order: 3, smoothing, prune: [0, 1] });
    assertEquals(model.details.map(({ ngrams }) => ngrams), [5, 3, 1], smoothing);
    assertEquals(model.details[1]!.ngramsBeforePruning, 6);
    for (const context of [["a"], ["<s>", "a"], ["b", "a"]]) {
      const total = distribution(model, context).reduce((sum, share) => sum + share, 0);
      assertAlmostEquals(total, 1, 1e-12, `${smoothing} after ${context.join(" ")}`);
    }
  }
});

Deno.test("onProgress hears of every order, and of the end", () => {
  const heard: string[] = [];
  trainNgram(corpus, {
    order: 3,
    onProgress: ({ stage, order, done }) => heard.push(`${stage} ${order} ${done.toFixed(1)}`),
  });
  assertEquals(heard, ["counting 1 0.3", "counting 2 0.6", "counting 3 0.9", "estimating 3 1.0"]);
});

Deno.test("trainNgram() says what is wrong with the corpus, and where", () => {
  const cases: [string, Partial<TrainOptions>, typeof RangeError | typeof SyntaxError, string][] = [
    ["", {}, RangeError, "the corpus must hold at least one token, got 0"],
    ["\n\n", {}, RangeError, "the corpus must hold at least one token, got 0"],
    ["a\nb <s> c", {}, SyntaxError, "<s>, which has a meaning of its own, see line 2"],
    ["a\n\n</s>", {}, SyntaxError, "</s>, which has a meaning of its own, see line 3"],
    ["<unk>", {}, SyntaxError, "<unk>, which has a meaning of its own, see line 1"],
    ["a <s>", { literalUnknown: "count" }, SyntaxError, "<s>, which has a meaning of its own"],
  ];
  for (const [text, options, kind, message] of cases) {
    assertThrows(() => trainNgram(readCorpus(text), { order: 2, ...options }), kind, message);
  }
});

Deno.test("trainNgram() says which option is out of range", () => {
  const cases: [Partial<TrainOptions>, string][] = [
    [{ order: 0 }, "order must be a whole number from 1 to 16, got 0"],
    [{ order: 17 }, "order must be a whole number from 1 to 16, got 17"],
    [{ minCount: 0 }, "minCount must be a whole number of at least 1, got 0"],
    [{ vocabularySize: 1.5 }, "vocabularySize must be a whole number of at least 1, got 1.5"],
    [{ prune: [0, 2, 1], order: 3 }, "prune must be whole numbers of at least 0 that do not fall"],
    [{ prune: [1] }, "prune must begin with 0 (for rare words there is minCount), got [1]"],
    [{ prune: [0, 0, 1] }, "prune must hold at most 2 numbers, one an order, got [0, 0, 1]"],
    [{ smoothing: "kneser" as "katz" }, "smoothing must be one of maximum-likelihood, laplace"],
    [{ smoothing: { kind: "lidstone", gamma: 0 } }, "gamma must be a number above 0, got 0"],
    [
      { smoothing: { kind: "jelinek-mercer", weights: [0.5] } },
      "weights must be 2 numbers from 0 to 1, one an order, got [0.5]",
    ],
    [
      { smoothing: { kind: "jelinek-mercer", heldOut: 1 } },
      "heldOut must be a number between 0 and 1, got 1",
    ],
    [{ smoothing: { kind: "kneser-ney", discount: 2 } }, "discount must be a number from 0 to 1"],
    [{ smoothing: { kind: "katz", k: 0 } }, "k must be a whole number from 1 to 1000, got 0"],
    [
      { smoothing: { kind: "stupid-backoff", alpha: 0 } },
      "alpha must be a number above 0, up to 1",
    ],
    [
      { smoothing: { kind: "modified-kneser-ney", fallback: [0.5, 3, 1] } },
      "fallback must be one discount from 0 to 1, or three: up to 1, 2 and 3, got [0.5, 3, 1]",
    ],
    [
      { smoothing: { kind: "witten-bell", unigrams: "even" as "uniform" } },
      'unigrams must be one of uniform, unknown, relative, got "even"',
    ],
  ];
  for (const [options, message] of cases) {
    const action = () => trainNgram(corpus, { order: 2, ...options });
    assertThrows(action, RangeError, `Cannot train an n-gram model: ${message}`);
  }
});

Deno.test("modified-kneser-ney stops without a fallback where KenLM does", () => {
  assertThrows(
    () => train({ kind: "modified-kneser-ney", fallback: "error" }),
    RangeError,
    "Cannot estimate modified-kneser-ney: n-grams of order 2 counted once to four times must yield " +
      "discounts from 0 to 1, 2 and 3 (or give the option fallback), got [3, 1, 2, 0]",
  );
});
