import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { NGRAM } from "../../notebooks/exercises/ngram.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { bigram: 4, perplexity: 4, unseen: 3, continuation: 4 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(NGRAM)) {
  Deno.test(`exercise "${id}" of the lesson on n-grams is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

type Lines = string[][];

/** Neighbours without "<s>" and "</s>". */
const inside = (lines: Lines) =>
  lines.flatMap((line) => line.slice(1).map((next, i) => [line[i]!, next] as const));

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  [
    "bigram",
    "no <s> and </s>",
    (lines: Lines, before: string, word: string) => {
      const pairs = inside(lines).filter(([first]) => first === before);
      return pairs.filter(([, next]) => next === word).length / (pairs.length || 1);
    },
    2,
  ],
  ["bigram", "a share of all pairs", () => 2 / 9, 0],
  [
    "perplexity",
    "a product that is rounded to 0",
    (p: number[]) => p.reduce((product, x) => product * x, 1) ** (-1 / p.length),
    3,
  ],
  [
    "perplexity",
    "1 over the plain mean",
    (p: number[]) => p.length / p.reduce((sum, x) => sum + x, 0),
    2,
  ],
  [
    "unseen",
    "a share of the things and not of the sightings",
    (counts: number[]) => counts.filter((count) => count === 1).length / counts.length,
    2,
  ],
  [
    "continuation",
    "a share of the words",
    (lines: Lines, word: string) => {
      const words = lines.flat();
      return words.filter((one) => one === word).length / words.length;
    },
    1,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on n-grams gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
