import { matrixFrom, rowsOf } from "descent/core";
import {
  dcgScore,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgAtK,
  ndcgScore,
  precisionAtK,
  recallAtK,
} from "descent/metrics";
import {
  cosineSimilarities,
  cosineSimilarity,
  euclideanDistance,
  fitBiases,
  fitNeighbours,
  manhattanDistance,
  type Ratings,
  ratingsFrom,
  type Recommender,
  type SimilarityKind,
  similarityMatrix,
  topK,
} from "descent/recommend";
import { assert, assertEquals } from "@std/assert";
import { assertWithin, type GoldenFile, readGolden } from "../golden/read.ts";

// Results of scikit-learn and of explicit formulas over a slice of MovieLens. A file holds one table of
// ratings, which its cases share; lists of numbers agree within the tolerance, lists of items exactly.

type Triple = [user: number, item: number, value: number];
type Case = {
  id: string;
  kind: string;
  axis?: "users" | "items";
  // deno-lint-ignore no-explicit-any -- each kind of case has inputs and options of its own
  input: any;
  // deno-lint-ignore no-explicit-any
  options: any;
  // deno-lint-ignore no-explicit-any
  expected: any;
};
type RecommenderFile = GoldenFile & {
  tolerance: { rel: number; abs: number };
  train: (number | null)[][];
  test: Triple[];
};
type World = { train: Ratings; test: Triple[] };

for (const { from, file } of readGolden<RecommenderFile>("recommender.json")) {
  const world = { train: tableOf(file.train), test: file.test };
  for (const [list, cases] of Object.entries(file)) {
    if (!list.endsWith("_cases")) continue;
    for (const golden of cases as Case[]) {
      Deno.test(`${golden.id} agrees with the other tool, ${from}`, () => {
        const compute = COMPUTE[golden.kind];
        assert(compute, `no function is compared with ${golden.kind}`);
        assertAgree(compute(golden, world), golden.expected, file.tolerance, golden.id);
      });
    }
  }
}

/** Every entry of what is expected must be there and agree. */
function assertAgree(
  ours: unknown,
  theirs: unknown,
  tolerance: { rel: number; abs: number },
  what: string,
): void {
  if (typeof theirs === "number") {
    assert(typeof ours === "number", `${what} must be a number, got ${ours}`);
    assertWithin(ours, theirs, tolerance, what);
  } else if (typeof theirs === "object" && theirs !== null) {
    if (Array.isArray(theirs)) assertEquals((ours as unknown[]).length, theirs.length, what);
    for (const [name, value] of Object.entries(theirs)) {
      const own = (ours as Record<string, unknown>)[name];
      assertAgree(own, value, tolerance, `${what} ${name}`);
    }
  } else {
    assertEquals(ours, theirs, what);
  }
}

function tableOf(rows: (number | null)[][]): Ratings {
  const entries = rows.flatMap((row, user) =>
    row.flatMap((value, item) => value === null ? [] : [[user, item, value] as Triple])
  );
  const list = (place: 0 | 1 | 2) => entries.map((entry) => entry[place]);
  const sizes = { users: rows.length, items: rows[0]!.length };
  return ratingsFrom({ users: list(0), items: list(1), values: list(2) }, sizes);
}

const KINDS: Record<string, SimilarityKind> = {
  cosine: "cosine",
  centered_cosine: "centeredCosine",
  pearson_corated: "pearson",
  cosine_corated: "coratedCosine",
};

const COMPUTE: Record<string, (golden: Case, world: World) => unknown> = {
  similarity: ({ axis, options }, { train }) => ({
    matrix: rowsOf(similarityMatrix(train, { of: axis, similarity: KINDS[options.similarity] })),
  }),
  vector_pair: ({ input: { x, y } }) => ({
    cosine_similarity: cosineSimilarity(x, y),
    cosine_distance: 1 - cosineSimilarity(x, y),
    euclidean: euclideanDistance(x, y),
    manhattan: manhattanDistance(x, y),
  }),
  matrix_pair({ input }) {
    const [X, Y] = [matrixFrom(input.X), matrixFrom(input.Y)];
    const distances = (distance: (x: number[], y: number[]) => number) =>
      rowsOf(X).map((x) => rowsOf(Y).map((y) => distance(x, y)));
    return {
      cosine_similarity: rowsOf(cosineSimilarities(X, Y)),
      euclidean: distances(euclideanDistance),
      manhattan: distances(manhattanDistance),
    };
  },
  knn({ options }, { train, test }) {
    assert(options.only_positive_similarity, "similarities below 0 are never used");
    const model = fitNeighbours(train, {
      of: options.based === "user" ? "users" : "items",
      similarity: KINDS[options.similarity],
      k: options.k,
      mode: options.mode,
    });
    const used = test.map(([user, item]) => model.explain(user, item).neighbours.length);
    return { ...predicted(model, test), neighbours_used: used };
  },
  bias_baseline({ options }, { train, test }) {
    const biases = fitBiases(train, { regularization: options.regularization });
    return {
      ...predicted(biases, test),
      global_mean: biases.mean,
      item_bias: [...biases.items],
      user_bias: [...biases.users],
    };
  },
  top_n({ options }, { train, test }) {
    assertEquals(options.model, "user kNN, centered_cosine, centered");
    const model = fitNeighbours(train, { k: options.k });
    const users = [...new Set(test.map(([user]) => user))].sort((a, b) => a - b);
    const lists = users.map((user) => ({
      user,
      recommended: recommend(model, train, user, options.n),
      relevant: test.filter(([of, , value]) => of === user && value >= options.relevance_threshold)
        .map(([, item]) => item),
    })).filter(({ relevant }) => relevant.length > 0);
    const rate = (rated: typeof lists) => {
      const relevant = rated.map((list) => list.relevant);
      const ranked = rated.map((list) => list.recommended);
      const hits = relevant.map((items, i) => items.some((item) => ranked[i]!.includes(item)));
      const k = options.n;
      return {
        precision: precisionAtK(relevant, ranked, { k }),
        recall: recallAtK(relevant, ranked, { k }),
        average_precision: meanAveragePrecision(relevant, ranked, { k }),
        ndcg_binary: ndcgAtK(relevant, ranked, { k }),
        reciprocal_rank: meanReciprocalRank(relevant, ranked, { k }),
        hit: hits.filter(Boolean).length / hits.length,
      };
    };
    return { users: lists.map((list) => ({ ...list, ...rate([list]) })), mean: rate(lists) };
  },
  ndcg({ input, expected }) {
    const [relevance, scores] = [input.y_true, input.y_score];
    const distinct = (scores as number[][]).every((row) => new Set(row).size === row.length);
    return (expected as { k: number | null; ndcg_ignore_ties: number }[]).map(
      ({ k, ndcg_ignore_ties }) => {
        const options = { k: k ?? Infinity };
        const ndcg = ndcgScore(relevance, scores, options);
        // Among ties the other tool's order is unspecified; without any there is nothing to ignore.
        return {
          k,
          dcg: dcgScore(relevance, scores, options),
          ndcg,
          ndcg_ignore_ties: distinct ? ndcg : ndcg_ignore_ties,
        };
      },
    );
  },
};

function predicted(model: Recommender, test: Triple[]) {
  const predictions = test.map(([user, item]) => model.predict(user, item));
  const errors = predictions.map((value, i) => value - test[i]![2]);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    predictions,
    rmse: Math.sqrt(mean(errors.map((error) => error ** 2))),
    mae: mean(errors.map(Math.abs)),
  };
}

function recommend(model: Recommender, { byUser }: Ratings, user: number, k: number): number[] {
  const exclude = byUser.columns.subarray(byUser.starts[user], byUser.starts[user + 1]);
  return [...topK(model.scores(user), { k, exclude })];
}
