import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { RECOMMENDER } from "../../notebooks/exercises/recommender.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { mostSimilar: 5, dampedMean: 4, predictCentred: 4, ndcg: 5 } as Record<
  string,
  number
>;

for (const [id, { solution }] of Object.entries(RECOMMENDER)) {
  Deno.test(`exercise "${id}" of the lesson on recommending is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

type Neighbour = { similarity: number; value: number };
const worth = (i: number) => 1 / Math.log2(i + 2);

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["mostSimilar", "oneself", (row: number[]) => row.indexOf(Math.max(...row)), 2],
  [
    "mostSimilar",
    "0 in the own place",
    (row: number[], own: number) => {
      const others = row.map((s, i) => i === own ? 0 : s);
      return others.indexOf(Math.max(...others));
    },
    3,
  ],
  [
    "mostSimilar",
    "changing the row",
    (row: number[], own: number) => {
      row[own] = -Infinity;
      return row.indexOf(Math.max(...row));
    },
    4,
  ],
  [
    "dampedMean",
    "the plain mean",
    (stars: number[]) => stars.reduce((a, b) => a + b, 0) / stars.length,
    0,
  ],
  [
    "predictCentred",
    "the neighbours' values",
    (_: number, list: Neighbour[]) =>
      list.reduce((sum, { similarity, value }) => sum + similarity * value, 0) /
      list.reduce((sum, { similarity }) => sum + similarity, 0),
    0,
  ],
  [
    "ndcg",
    "dividing by all that was liked",
    (list: number[], liked: number[]) =>
      list.reduce((sum, film, i) => liked.includes(film) ? sum + worth(i) : sum, 0) /
      liked.reduce((sum, _, i) => sum + worth(i), 0),
    3,
  ],
  ["ndcg", "a number", 1, 0],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on recommending gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
