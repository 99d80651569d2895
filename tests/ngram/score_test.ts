import {
  corpusOf,
  logProbability,
  probability,
  readCorpus,
  scoreCorpus,
  scoreSentence,
  toBits,
  toNats,
  trainNgram,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// Unigrams of "a a b\na b", </s> counted: a 3, b 2, </s> 2, of 7.
const corpus = readCorpus("a a b\na b");
const unigrams = trainNgram(corpus, { order: 1, smoothing: "maximum-likelihood" });
const laplace = trainNgram(corpus, { order: 2, smoothing: "laplace" });

Deno.test("scoreCorpus() matches a perplexity worked by hand", () => {
  const score = scoreCorpus(unigrams, readCorpus("a b"));
  const product = 3 / 7 * 2 / 7 * 2 / 7;
  assertAlmostEquals(score.log10, Math.log10(product));
  assertAlmostEquals(score.perplexity, product ** (-1 / 3));
  assertAlmostEquals(score.bitsPerToken, -Math.log2(product) / 3);
  assertAlmostEquals(score.bitsPerCharacter, -Math.log2(product) / 4); // "a b" and a line end
  assertEquals([score.tokens, score.unknown], [3, 0]);
});

Deno.test("scoreCorpus() is infinitely perplexed by what has probability 0", () => {
  const score = scoreCorpus(unigrams, readCorpus("a zebra"));
  assertEquals([score.perplexity, score.bitsPerToken, score.log10], [
    Infinity,
    Infinity,
    -Infinity,
  ]);
  assertAlmostEquals(score.perplexityWithoutUnknown, (3 / 7 * 2 / 7) ** (-1 / 2));
});

Deno.test("scoreCorpus() leaves unknown words and their scores out of the second perplexity", () => {
  const { words } = scoreSentence(laplace, ["a", "zebra", "b"]);
  const score = scoreCorpus(laplace, readCorpus("a zebra b"));
  const known = words.filter(({ unknown }) => !unknown).reduce((sum, { log10 }) => sum + log10, 0);
  assertEquals(score.unknown, 1);
  assertAlmostEquals(score.perplexityWithoutUnknown, 10 ** (-known / 3));
  const model = trainNgram(corpus, { order: 1, smoothing: "laplace", boundaries: "none" });
  assertEquals(scoreCorpus(model, readCorpus("x y")).perplexityWithoutUnknown, NaN);
});

Deno.test("scoreCorpus() is the sum of its sentences, blank lines too", () => {
  const text = readCorpus("b a\n\na zebra");
  const sum = [["b", "a"], [], ["a", "zebra"]]
    .reduce((total, words) => total + scoreSentence(laplace, words).log10, 0);
  assertAlmostEquals(scoreCorpus(laplace, text).log10, sum);
  const inner = scoreCorpus(laplace, text, { wholeSentence: false });
  assertEquals(inner.tokens, 4); // no </s>
});

Deno.test("scoreSentence() chains conditional probabilities", () => {
  const { words, log10 } = scoreSentence(laplace, ["b", "a"]);
  assertEquals(words.map(({ log10 }) => log10), [
    logProbability(laplace, "b", ["<s>"]),
    logProbability(laplace, "a", ["b"]),
    logProbability(laplace, "</s>", ["a"]),
  ]);
  assertEquals(log10, words[0]!.log10 + words[1]!.log10 + words[2]!.log10);
});

Deno.test("scores stop at unknown words where asked to, and name word and place", () => {
  assertThrows(
    () => scoreSentence(laplace, ["a", "zebra"], { unknown: "error" }),
    RangeError,
    'Cannot score text: all words must be in the model\'s vocabulary, see word 2, got "zebra"',
  );
  assertThrows(
    () => scoreCorpus(laplace, readCorpus("a\nb zebra"), { unknown: "error" }),
    RangeError,
    'Cannot score text: all words must be in the model\'s vocabulary, see line 2, got "zebra"',
  );
});

Deno.test("scores refuse <s> and </s> inside text, and nothing to score", () => {
  const message = "Cannot score text: a sentence must not hold </s>, which is put around it, see " +
    "word 2";
  assertThrows(() => scoreSentence(laplace, ["a", "</s>"]), SyntaxError, message);
  assertThrows(
    () => scoreCorpus(laplace, readCorpus("a\n<s>")),
    SyntaxError,
    "Cannot score text: the text must not hold <s>, which has a meaning of its own, see line 2",
  );
  assertThrows(
    () => scoreCorpus(laplace, corpusOf([])),
    RangeError,
    "Cannot score text: it must hold at least one token, got 0",
  );
});

Deno.test("probability() takes the last words of a context, and never predicts <s>", () => {
  assertEquals(probability(laplace, "b", ["x", "y", "a"]), probability(laplace, "b", ["a"]));
  assertEquals(probability(laplace, "<s>", ["a"]), 0);
  assertEquals(probability(unigrams, "a", ["b"]), probability(unigrams, "a"));
});

Deno.test("toBits() and toNats() change the unit alone", () => {
  assertAlmostEquals(toBits(Math.log10(0.25)), -2);
  assertAlmostEquals(toNats(Math.log10(0.25)), Math.log(0.25));
  assertEquals([toBits(-Infinity), toNats(0)], [-Infinity, 0]);
  assert(toBits(-1) < toNats(-1));
});
