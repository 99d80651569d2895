import {
  dcgScore,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgAtK,
  ndcgScore,
  precisionAtK,
  recallAtK,
} from "descent/metrics";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertWithin, type GoldenCase, type GoldenFile, readGolden } from "../../golden/read.ts";

type RankingFile = GoldenFile & {
  tolerance: { rel: number; abs: number };
  ranking_cases: GoldenCase<unknown, { n: number }, { users: User[] }>[];
  ndcg_cases: GoldenCase<{ y_true: number[][]; y_score: number[][] }, unknown, Gain[]>[];
};
type User = {
  recommended: number[];
  relevant: number[];
  precision: number;
  recall: number;
  average_precision: number;
  ndcg_binary: number;
  reciprocal_rank: number;
};
type Gain = { k: number | null; dcg: number; ndcg: number; ndcg_ignore_ties: number };

for (const { from, file } of readGolden<RankingFile>("recommender.json")) {
  const within = { rel: file.tolerance.rel, abs: file.tolerance.abs };

  Deno.test(`dcgScore() and ndcgScore() agree with scikit-learn (${from})`, () => {
    for (const { id, input: { y_true, y_score }, expected } of file.ndcg_cases) {
      for (const { k, dcg, ndcg } of expected) {
        const options = k === null ? {} : { k };
        assertWithin(dcgScore(y_true, y_score, options), dcg, within, `${id} dcg at ${k}`);
        assertWithin(ndcgScore(y_true, y_score, options), ndcg, within, `${id} ndcg at ${k}`);
      }
    }
  });

  Deno.test(`the metrics of ranked lists agree with their formulas (${from})`, () => {
    for (const { id, options: { n: k }, expected: { users } } of file.ranking_cases) {
      for (const user of users) {
        const ofUser = (metric: typeof precisionAtK) =>
          metric([user.relevant], [user.recommended], { k });
        assertWithin(ofUser(precisionAtK), user.precision, within, `${id} precision`);
        assertWithin(ofUser(recallAtK), user.recall, within, `${id} recall`);
        assertWithin(ofUser(meanAveragePrecision), user.average_precision, within, `${id} map`);
        assertWithin(ofUser(ndcgAtK), user.ndcg_binary, within, `${id} ndcg`);
        assertWithin(ofUser(meanReciprocalRank), user.reciprocal_rank, within, `${id} mrr`);
      }
    }
  });
}

// Worked by hand: hits in places 1 and 3 of 4, one of three relevant items never proposed.
const relevant = [["tea", "jam", "oil"]];
const ranked = [["tea", "ham", "jam", "egg"]];

Deno.test("the metrics of ranked lists match values worked by hand", () => {
  assertEquals(precisionAtK(relevant, ranked, { k: 4 }), 2 / 4);
  assertEquals(precisionAtK(relevant, ranked, { k: 10 }), 2 / 10);
  assertEquals(recallAtK(relevant, ranked, { k: 4 }), 2 / 3);
  assertAlmostEquals(meanAveragePrecision(relevant, ranked, { k: 4 }), (1 + 2 / 3) / 3, 1e-15);
  assertAlmostEquals(meanAveragePrecision(relevant, ranked, { k: 1 }), 1, 1e-15);
  assertEquals(meanReciprocalRank(relevant, ranked, { k: 4 }), 1);
  const best = 1 + 1 / Math.log2(3) + 1 / 2;
  assertAlmostEquals(ndcgAtK(relevant, ranked, { k: 4 }), 1.5 / best, 1e-15);
  assertEquals(meanReciprocalRank([["egg"], ["nut"]], [...ranked, ...ranked], { k: 4 }), 1 / 8);
});

Deno.test("ndcgScore() shares the places of equal scores", () => {
  // Two items of grades 2 and 0 share places 1 and 2: the mean of both orders.
  const tied = dcgScore([[2, 0]], [[1, 1]]);
  assertAlmostEquals(
    tied,
    (dcgScore([[2, 0]], [[2, 1]]) + dcgScore([[2, 0]], [[1, 2]])) / 2,
    1e-15,
  );
  assertEquals(ndcgScore([[0, 0]], [[1, 2]]), 0);
});

Deno.test("every metric of ranked lists lies between 0 and 1, and is 1 for what was wanted", () => {
  const items = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 10 });
  const metrics = [precisionAtK, recallAtK, meanAveragePrecision, meanReciprocalRank, ndcgAtK];
  fc.assert(fc.property(items, items, fc.integer({ min: 1, max: 12 }), (wanted, given, k) => {
    for (const metric of metrics) {
      const value = metric([wanted], [given], { k });
      assert(value >= 0 && value <= 1 + 1e-12, `${metric.name}: ${value}`);
      const perfect = metric([wanted], [wanted], { k: wanted.length });
      assertAlmostEquals(perfect, 1, 1e-12, metric.name);
    }
  }));
});

const ERRORS: [string, () => unknown][] = [
  [
    "Cannot compute precisionAtK: relevant and ranked must have one length, got 1 and 2",
    () => precisionAtK([["a"]], [["a"], ["b"]], { k: 1 }),
  ],
  [
    "Cannot compute recallAtK: each query must have a relevant item: leave out query 1, got []",
    () => recallAtK([["a"], []], [["a"], ["b"]], { k: 1 }),
  ],
  [
    "Cannot compute ndcgAtK: ranked must hold each item once a query; query 0 repeats one, got " +
    '["a", "a"]',
    () => ndcgAtK([["a"]], [["a", "a"]], { k: 1 }),
  ],
  [
    "Cannot compute meanReciprocalRank: k must be a whole number of at least 1, got 0",
    () => meanReciprocalRank([["a"]], [["a"]], { k: 0 }),
  ],
  [
    "Cannot compute ndcgScore: relevance and scores must have one shape, got 1 × 2 and 1 × 1",
    () => ndcgScore([[1, 2]], [[1]]),
  ],
  [
    "Cannot compute dcgScore: relevance must hold grades of at least 0, got -1",
    () => dcgScore([[-1]], [[1]]),
  ],
];

for (const [expected, call] of ERRORS) {
  Deno.test(expected, () => assertEquals(assertThrows(call, RangeError).message, expected));
}
