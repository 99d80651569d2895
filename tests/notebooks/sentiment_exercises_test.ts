import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { SENTIMENT } from "../../notebooks/exercises/sentiment.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { toNumbers: 4, padFront: 4, naiveBayes: 6, mcNemar: 5 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(SENTIMENT)) {
  Deno.test(`exercise "${id}" of the lesson on sentiment is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: string, points: number][] = [
  [
    "toNumbers",
    "forgetting numWords",
    "(words, index) => words.map((word) => index.get(word) ?? 1)",
    2,
  ],
  [
    "toNumbers",
    "leaving unknown words out",
    "(words, index, n) => words.map((word) => index.get(word)).filter((i) => i < n)",
    1,
  ],
  ["padFront", "zeros behind", "(list, n) => [...list, ...Array(n).fill(0)].slice(0, n)", 2],
  [
    "padFront",
    "changing the list",
    "(list, n) => { while (list.length < n) list.unshift(0); return list.slice(-n); }",
    3,
  ],
  [
    "naiveBayes",
    "a product",
    `(words, classes) => {
      const p = classes.map(({ share, words: seen, counts }) =>
        words.reduce((product, word) => product * ((counts[word] ?? 0) + 1) / (seen + 10), share));
      return p.indexOf(Math.max(...p));
    }`,
    4,
  ],
  [
    "naiveBayes",
    "forgetting the share",
    `(words, classes) => {
      const p = classes.map(({ words: seen, counts }) =>
        words.reduce((sum, word) => sum + Math.log(((counts[word] ?? 0) + 1) / (seen + 10)), 0));
      return p.indexOf(Math.max(...p));
    }`,
    4,
  ],
  [
    "mcNemar",
    "no limit",
    `(a, b) => {
      let [ways, sum] = [1, 0];
      for (let k = 0; k <= Math.min(a, b); k++) {
        sum += ways / 2 ** (a + b);
        ways *= (a + b - k) / (k + 1);
      }
      return 2 * sum;
    }`,
    3,
  ],
  ["mcNemar", "a number", "1", 0],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on sentiment gives ${points} points for ${what}`, async () => {
    const found = await exercise(id, valueOf(attempt));
    assertEquals(found, { points, total: total[id]!, solved: false });
  });
}
