import { lookup, ngramsOf, readCorpus, trainNgram, wordsOf } from "descent/ngram";
import { assertEquals } from "@std/assert";
import fc from "fast-check";

type Boundaries = "sentence" | "none";

/** A text's lines; its last line end begins none. */
function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** Counts by their n-grams' words, the way anybody would count. */
function countedPlainly(text: string, order: number, boundaries: Boundaries): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of linesOf(text)) {
    const words = line.split(" ").filter((word) => word !== "");
    const whole = boundaries === "sentence" ? ["<s>", ...words, "</s>"] : words;
    for (let end = order; end <= whole.length; end++) {
      const ngram = whole.slice(end - order, end).join(" ");
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
  }
  return counts;
}

function assertCounts(text: string, order: number, boundaries: Boundaries): void {
  const smoothing = "maximum-likelihood";
  const model = trainNgram(readCorpus(text), { order, smoothing, boundaries });
  for (let k = 1; k <= order; k++) {
    const ours = ngramsOf(model, k).filter(({ count }) => count! > 0) // <unk> was never seen
      .map(({ words, count }): [string, number] => [words.join(" "), count!]);
    assertEquals(new Map(ours), countedPlainly(text, k, boundaries), `order ${k}, ${boundaries}`);
  }
  const words = wordsOf(model.vocabulary);
  const ngramOf = (node: number): string[] => {
    for (let parent = 0; parent + 1 < model.children.length; parent++) {
      if (node < model.children[parent]! || node >= model.children[parent + 1]!) continue;
      return [...(parent > 0 ? ngramOf(parent) : []), words[model.words[node]!]!];
    }
    return [];
  };
  for (let node = 1; node < model.words.length; node++) {
    assertEquals(ngramOf(model.suffixes[node]!), ngramOf(node).slice(1));
  }
}

const line = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 9 })
  .map((words) => words.join(" "));
const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n"))
  .filter((lines) => lines.trim() !== "");

for (const boundaries of ["sentence", "none"] as const) {
  Deno.test(`trainNgram() counts as anybody would, ${boundaries} boundaries`, () => {
    const order = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(text, order, (text, order) => assertCounts(text, order, boundaries)),
      { numRuns: 100 },
    );
  });
}

Deno.test("trainNgram() counts contexts that hundreds of words follow, in whatever order", () => {
  const prng = fc.sample(fc.integer({ min: 0, max: 149 }), { numRuns: 900, seed: 7 });
  const lines = prng.map((n, i) => `the same w${n} w${(n * i) % 150}`);
  for (const boundaries of ["sentence", "none"] as const) {
    const smoothing = "maximum-likelihood";
    const model = trainNgram(readCorpus(lines.join("\n")), { order: 4, smoothing, boundaries });
    for (let k = 1; k <= 4; k++) {
      for (const [ngram, count] of countedPlainly(lines.join("\n"), k, boundaries)) {
        assertEquals(lookup(model, ngram.split(" "))?.count, count, ngram);
      }
    }
  }
});

Deno.test("kneser-ney without boundaries adds 1 where an n-gram begins some sentence", () => {
  const plainly = (text: string, ngram: string) => {
    const left = new Set<string>();
    for (const line of linesOf(text)) {
      const words = line.split(" ");
      const size = ngram.split(" ").length;
      words.forEach((_, at) => {
        if (words.slice(at, at + size).join(" ") === ngram) left.add(at > 0 ? words[at - 1]! : "");
      });
    }
    return left.size;
  };
  fc.assert(
    fc.property(text, (text) => {
      const smoothing = "kneser-ney";
      const model = trainNgram(readCorpus(text), { order: 4, smoothing, boundaries: "none" });
      for (const k of [1, 2, 3]) {
        for (
          const { words, count } of ngramsOf(model, k).filter(({ words }) => words[0] !== "<unk>")
        ) {
          assertEquals(count, plainly(text, words.join(" ")), words.join(" "));
        }
      }
    }),
    { numRuns: 100 },
  );
});
