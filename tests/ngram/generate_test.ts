import {
  distribution,
  generate,
  type GenerateOptions,
  nextWords,
  readCorpus,
  trainNgram,
  wordsOf,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b\na a c");
const model = trainNgram(corpus, { order: 2 });

/** How often each word comes first, of 4,000 sentences. */
function firstWords(options: Omit<GenerateOptions, "seed">): Map<string, number> {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 4000; seed++) {
    const [word = "</s>"] = generate(model, { ...options, seed, maxWords: 1 });
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

Deno.test("generate() gives the same text for the same seed, another for another", () => {
  const texts = [1, 1, 2, 3, 4, 5].map((seed) => generate(model, { seed }).join(" "));
  assertEquals(texts[0], texts[1]);
  assert(new Set(texts).size > 3);
});

Deno.test("generate() draws words as often as they are probable", () => {
  const p = distribution(model, ["<s>"]);
  p[0] = 0; // the unknown word is not drawn
  const total = p.reduce((sum, share) => sum + share, 0);
  const counts = firstWords({});
  wordsOf(model.vocabulary).forEach((word, id) => {
    const share = p[id]! / total;
    const deviation = Math.sqrt(4000 * share * (1 - share));
    const off = Math.abs((counts.get(word) ?? 0) - 4000 * share);
    assert(off <= 4 * deviation, `${word}: ${counts.get(word)} of 4000 for ${share}`);
  });
});

Deno.test("generate() goes on from a context, and does not repeat it", () => {
  const chain = trainNgram(readCorpus("one two three four"), {
    order: 3,
    smoothing: "maximum-likelihood",
  });
  assertEquals(generate(chain, { seed: 0, context: ["one", "two"] }), ["three", "four"]);
  assertEquals(generate(chain, { seed: 0, maxWords: 2 }), ["one", "two"]);
  assertEquals(generate(chain, { seed: 0, maxWords: 0 }), []);
});

Deno.test("generate() takes the likeliest word at temperature 0, and mostly at a low one", () => {
  const [best] = nextWords(model, ["<s>"], { top: 1 });
  for (let seed = 0; seed < 20; seed++) {
    assertEquals(generate(model, { seed, temperature: 0, maxWords: 1 }), [best!.word]);
  }
  const share = (temperature: number) => firstWords({ temperature }).get(best!.word)!;
  assert(share(0.3) > share(1));
  assert(share(1) > share(3));
  assertEquals(firstWords({ temperature: 1e-3 }).get(best!.word), 4000);
});

Deno.test("generate() draws from the topK likeliest words alone", () => {
  const best = nextWords(model, ["<s>"], { top: 2 }).map(({ word }) => word);
  assertEquals([...firstWords({ topK: 2 }).keys()].sort(), best.sort());
});

Deno.test("generate() draws from the fewest words that reach topP", () => {
  const words = nextWords(model, ["<s>"]);
  const total = words.reduce((sum, { probability }) => sum + probability, 0);
  for (const topP of [0.1, 0.5, 0.7, 0.9]) {
    let reached = 0;
    const expected = words.filter(({ probability }) => {
      const wanted = reached < topP * total;
      reached += probability;
      return wanted;
    });
    const drawn = [...firstWords({ topP }).keys()].sort();
    assertEquals(drawn, expected.map(({ word }) => word).sort(), `topP ${topP}`);
  }
});

Deno.test("generate() draws the unknown word only where asked to", () => {
  const rare = trainNgram(corpus, { order: 1, minCount: 5 });
  const words = (unknown: boolean) =>
    Array.from({ length: 50 }, (_, seed) => generate(rare, { seed, unknown })).flat();
  assert(!words(false).includes("<unk>"));
  assert(words(true).includes("<unk>"));
});

Deno.test("generate() stops where no word is possible", () => {
  const options = { order: 2, smoothing: "maximum-likelihood", boundaries: "none" } as const;
  const ending = trainNgram(readCorpus("a b"), {
    ...options,
    smoothing: {
      kind: "maximum-likelihood",
      unseenContext: "zero",
    },
  });
  assertEquals(generate(ending, { seed: 0, context: ["a"] }), ["b"]);
});

Deno.test("generate() says which option is out of range", () => {
  const cases: [Partial<GenerateOptions>, string][] = [
    [{ temperature: -1 }, "temperature must be a number of at least 0, got -1"],
    [{ temperature: NaN }, "temperature must be a number of at least 0, got NaN"],
    [{ topK: 0 }, "topK must be a whole number of at least 1, got 0"],
    [{ topP: 1.5 }, "topP must be between 0 and 1, got 1.5"],
    [{ maxWords: -1 }, "maxWords must be a whole number of at least 0, got -1"],
  ];
  for (const [options, message] of cases) {
    const action = () => generate(model, { seed: 0, ...options });
    assertThrows(action, RangeError, `Cannot generate text: ${message}`);
  }
});

Deno.test("nextWords() lists words by falling probability, without the unknown one", () => {
  const p = distribution(model, ["a"]);
  const words = wordsOf(model.vocabulary);
  const all = nextWords(model, ["a"], { top: 99 });
  assertEquals(all.length, words.length - 2); // neither <unk> nor <s>
  all.forEach(({ word, probability, log10 }, i) => {
    assertEquals(probability, p[words.indexOf(word)]);
    assertAlmostEquals(10 ** log10, probability);
    assert(i === 0 || probability <= all[i - 1]!.probability);
  });
  assertEquals(all.find(({ word }) => word === "b")!.matched, 2);
  assertEquals(all.find(({ word }) => word === "d")!.matched, 1);
  const unknown = nextWords(model, ["a"], { top: 99, unknown: true });
  assert(unknown.some(({ word }) => word === "<unk>"));
});
