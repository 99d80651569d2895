import type { Split } from "descent/core";
import { ndcgAtK, precisionAtK, recallAtK } from "descent/metrics";
import { popularity, ratingsFrom, topK } from "descent/recommend";
import { MODELS, type Tables } from "./models.ts";
import type { RatingLog } from "./open_ratings.ts";
import type { ModelName, RecommendOptions } from "./options.ts";
import type { Progress } from "./progress.ts";

/** How good one model is on what came later. */
export type ModelResult = {
  name: ModelName;
  title: string;
  /** Root mean square error in stars; null where the model has no stars. */
  rmse: number | null;
  /** Share of the k recommended that were liked later. */
  precision: number;
  /** Share of what was liked later that is among the k. */
  recall: number;
  /** The same with a prize for being in front. */
  ndcg: number;
  /** For the person asked about: the k best. */
  recommended: { title: string; score: number }[];
  times: { fitMs: number; testMs: number };
};

/** From how many stars on something counts as liked. */
export const LIKED = 4;

/** The tables of the training part. */
export function tablesOf(log: RatingLog, { train }: Split): Tables {
  const pick = (list: ArrayLike<number>) => Float64Array.from(train, (i) => list[i]!);
  const [users, items, values] = [pick(log.users), pick(log.items), pick(log.values)];
  const sizes = { users: log.people.length, items: log.titles.length };
  return {
    ratings: ratingsFrom({ users, items, values }, sizes),
    behaviour: ratingsFrom({ users, items, values: values.map(() => 1) }, sizes),
  };
}

/** Fits a model and tests it. People without a rating in the training part get what is popular. */
export function evaluate(
  name: ModelName,
  tables: Tables,
  { log, test, person }: { log: RatingLog; test: Uint32Array; person: number },
  options: RecommendOptions,
  progress: Progress,
): ModelResult {
  const { title, stars, fit } = MODELS[name];
  const startMs = performance.now();
  const onRound = ({ round, rounds }: { round: number; rounds: number }) =>
    progress.say(`${title}: round ${round} of ${rounds}`);
  progress.say(title);
  const model = fit(tables, { ...options, onRound });
  const fittedMs = performance.now();

  const { starts, columns } = tables.ratings.byUser;
  const popular = popularity(tables.ratings);
  const scoresOf = (user: number) =>
    starts[user] === starts[user + 1] ? popular : model.scores(user);
  const best = (user: number) => {
    const known = columns.subarray(starts[user], starts[user + 1]);
    const scores = scoresOf(user);
    return Array.from(
      topK(scores, { k: options.k, exclude: known }),
      (item) => ({ item, score: scores[item]! }),
    );
  };
  const liked = likedLater(log, test);
  const ranked = [...liked.keys()].map((user, i) => {
    if (i % 50 === 0) progress.say(`${title}: test ${i} of ${liked.size}`);
    return best(user).map(({ item }) => item);
  });
  const relevant = [...liked.values()];
  const { k } = options;
  const result = {
    name,
    title,
    rmse: stars ? rmseOf(model.predict!, log, test) : null,
    precision: precisionAtK(relevant, ranked, { k }),
    recall: recallAtK(relevant, ranked, { k }),
    ndcg: ndcgAtK(relevant, ranked, { k }),
    recommended: best(person).map(({ item, score }) => ({ title: log.titles[item]!, score })),
  };
  progress.done();
  return { ...result, times: { fitMs: fittedMs - startMs, testMs: performance.now() - fittedMs } };
}

/** What each person liked in the test part; who liked nothing has no list. */
export function likedLater(
  { users, items, values }: RatingLog,
  test: Uint32Array,
): Map<number, number[]> {
  const liked = new Map<number, number[]>();
  for (const i of test) {
    if (values[i]! < LIKED) continue;
    const list = liked.get(users[i]!);
    if (list) list.push(items[i]!);
    else liked.set(users[i]!, [items[i]!]);
  }
  return liked;
}

function rmseOf(
  predict: (user: number, item: number) => number,
  { users, items, values }: RatingLog,
  test: Uint32Array,
): number {
  const squares = test.reduce(
    (sum, i) => sum + (predict(users[i]!, items[i]!) - values[i]!) ** 2,
    0,
  );
  return Math.sqrt(squares / test.length);
}
