import { readCorpus, scoreCorpus, type Smoothing, trainNgram } from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";

// 200 sentences of a small grammar, the same in every run.
const NOUNS = ["cat", "dog", "bird", "log", "mat"];
const VERBS = ["saw", "ate", "met"];
const line = (i: number) =>
  `the ${NOUNS[i % 5]} ${VERBS[i * 7 % 3]} the ${NOUNS[(i * i + 3) % 5]}${i % 4 ? "" : ` ${i}`}`;
const lines = Array.from({ length: 200 }, (_, i) => line(i));
const corpus = readCorpus(lines.join("\n"));
const train = (smoothing: Smoothing, text = corpus, prune: number[] = []) =>
  trainNgram(text, { order: 3, smoothing, prune });

Deno.test("jelinek-mercer learns weights under which held-out text is more probable", () => {
  const every = (side: boolean) =>
    readCorpus(lines.filter((_, i) => (i % 10 === 9) === side).join("\n"));
  const [kept, heldOut] = [every(false), every(true)];
  // What the weights were learnt for: counts of the kept part, words of both.
  const vocabulary = lines.join(" ").split(" ");
  const learned = train({ kind: "jelinek-mercer" }).details.map(({ weights }) => weights!);
  const perplexity = (weights: number[]) => {
    const smoothing = { kind: "jelinek-mercer", weights } as const;
    return scoreCorpus(trainNgram(kept, { order: 3, smoothing, vocabulary }), heldOut).perplexity;
  };
  // One weight an order, the one for the largest contexts: near enough to beat fixed guesses.
  const found = perplexity(learned.map((byBucket) => byBucket.at(-1)!));
  for (const guess of [0.1, 0.3, 0.95]) {
    assert(found < perplexity([guess, guess, guess]), `${found} for ${guess}`);
  }
});

Deno.test("jelinek-mercer's weights are shares, and leave every word a chance", () => {
  for (const { weights } of train({ kind: "jelinek-mercer", heldOut: 0.5 }).details) {
    assertEquals(weights!.length, 20);
    weights!.forEach((weight) => assert(weight >= 0 && weight < 1, `${weight}`));
  }
});

Deno.test("jelinek-mercer takes 0.5 and says so where there is nothing to hold out", () => {
  const model = train({ kind: "jelinek-mercer" }, readCorpus("a b c"));
  assertEquals(model.details.map(({ weights }) => weights![0]), [0.5, 0.5, 0.5]);
  assertEquals(model.notes, [
    "1 sentences are too few to hold some out every 10: all weights are 0.5.",
  ]);
});

Deno.test("jelinek-mercer's expectation-maximisation finds a weight worked by hand", () => {
  // Kept: a a b, of which p(a) = 2/3, p(b) = 1/3; held out: a b c (c is known, but was not kept), by
  // 1 in 2. v = 4 with <unk>. The likelihood of the weight x is (2x/3 + (1 − x)/4) ·
  // (x/3 + (1 − x)/4) · (1 − x)/4, greatest where its logarithm's slope is 0.
  const text = readCorpus("a a b\na b c");
  const smoothing = { kind: "jelinek-mercer", heldOut: 0.5 } as const;
  const { details } = trainNgram(text, { order: 1, smoothing, boundaries: "none" });
  const x = details[0]!.weights![1]!; // the context counts 3, bucket 1
  const slope = (2 / 3 - 1 / 4) / (2 * x / 3 + (1 - x) / 4) +
    (1 / 3 - 1 / 4) / (x / 3 + (1 - x) / 4) - 1 / (1 - x);
  assertAlmostEquals(slope, 0, 1e-3);
});
