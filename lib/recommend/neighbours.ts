import { cannot, checkInteger } from "../core/mod.ts";
import type { Ratings, Sparse } from "./ratings.ts";
import type { Recommender } from "./recommender.ts";
import { meansOf, type SimilarityOptions, similarityRows } from "./similarity.ts";

/** What {@linkcode fitNeighbours} may be told. */
export type NeighboursOptions = SimilarityOptions & {
  /** Whether similar users are asked, or similar items looked at. @default "users" */
  of?: "users" | "items" | undefined;
  /** How many neighbours at most. @default 20 */
  k?: number | undefined;
  /**
   * What is made of the neighbours' values:
   * - `centered`: the own mean and the weighted mean of how far they lie from theirs;
   * - `plain`: their weighted mean;
   * - `sum`: their weighted sum, for implicit data, where more neighbours mean more interest.
   *
   * @default "centered"
   */
  mode?: "centered" | "plain" | "sum" | undefined;
};

/** A prediction with its reasons. */
export type Explanation = {
  value: number;
  /** The neighbours it was made of, most similar first: users, or items, with their value. */
  neighbours: { id: number; similarity: number; value: number }[];
};

/** A recommender by neighbours, which can say why. */
export type Neighbours = Recommender & {
  /** The prediction, and the neighbours it was made of. */
  explain(user: number, item: number): Explanation;
};

/**
 * Recommends by neighbours: what people with the same taste like, or what is liked by the same people as
 * the things that one likes.
 *
 * By users, centred: `mean_u + Σ s (r_v − mean_v) / Σ s` over the k users v most similar to u who rated
 * the item; by items the same with the roles exchanged. Only similarities above 0 count; they are rounded
 * to ten decimals, and of equal ones the lower number goes first, so that rounding decides nothing.
 *
 * Without a neighbour the answer is the mean of the user, or of the item; without that the mean of all
 * ratings; with `sum` it is 0. Values are not held inside the scale.
 *
 * Rows of similarities are computed when they are first asked for, and the positive ones kept.
 *
 * @param ratings Who gave what how much.
 * @param options All may be left out.
 * @returns `predict`, `scores` and `explain`.
 * @throws {RangeError} If `k` is not a whole number of at least 1, or there is no such mode or
 * similarity.
 *
 * @example The one who likes what I like also liked item 2
 * ```ts
 * import { fitNeighbours, ratingsFrom } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const ratings = ratingsFrom({
 *   users: [0, 0, 1, 1, 1, 2, 2, 2],
 *   items: [0, 1, 0, 1, 2, 0, 1, 2],
 *   values: [5, 1, 5, 1, 5, 1, 5, 1],
 * });
 * const { value, neighbours } = fitNeighbours(ratings, { mode: "plain" }).explain(0, 2);
 * assertEquals([value, neighbours.map(({ id }) => id)], [5, [1]]);
 * ```
 *
 * Source: P. Resnick and others, "GroupLens", CSCW 1994; B. Sarwar, G. Karypis, J. Konstan, J. Riedl,
 * "Item-based collaborative filtering recommendation algorithms", WWW 2001.
 */
export function fitNeighbours(ratings: Ratings, options: NeighboursOptions = {}): Neighbours {
  const { of = "users", k = 20, mode = "centered" } = options;
  checkInteger("fit neighbours", "k", k, 1);
  if (!MODES.includes(mode)) {
    const needed = `mode must be one of ${MODES.join(", ")}`;
    throw new RangeError(cannot("fit neighbours", needed, mode));
  }
  const [rows, columns] = of === "users"
    ? [ratings.byUser, ratings.byItem]
    : [ratings.byItem, ratings.byUser];
  const similarTo = rememberPositive(
    similarityRows(rows, columns, options),
    rows.starts.length - 1,
  );
  const overall = ratings.byUser.values.reduce((sum, value) => sum + value, 0) / ratings.n;
  const means = meansOf(rows).map((mean) => Number.isNaN(mean) ? overall : mean);
  const finish = (row: number, sum: number, weight: number) => {
    if (mode === "sum") return sum;
    if (weight === 0) return means[row]!;
    return mode === "centered" ? means[row]! + sum / weight : sum / weight;
  };

  const explain = (user: number, item: number): Explanation => {
    checkInteger("predict", "user", user, 0, ratings.users - 1);
    checkInteger("predict", "item", item, 0, ratings.items - 1);
    const [row, column] = of === "users" ? [user, item] : [item, user];
    const neighbours = nearest(similarTo(row), columns, column, k);
    let [sum, weight] = [0, 0];
    for (const { id, similarity, value } of neighbours) {
      sum += similarity * (mode === "centered" ? value - means[id]! : value);
      weight += similarity;
    }
    return { value: finish(row, sum, weight), neighbours };
  };
  /** What an entry is worth to those who ask. */
  const worthOf = ({ starts, values }: Sparse, meanOf: (row: number, at: number) => number) => {
    if (mode !== "centered") return values;
    const worth = values.slice();
    for (let r = 0; r + 1 < starts.length; r++) {
      for (let at = starts[r]!; at < starts[r + 1]!; at++) worth[at]! -= meanOf(r, at);
    }
    return worth;
  };
  const { byUser, items } = ratings;
  const worth = of === "users"
    ? worthOf(byUser, (user) => means[user]!)
    : worthOf(byUser, (_user, at) => means[byUser.columns[at]!]!);
  return {
    explain,
    predict: (user, item) => explain(user, item).value,
    scores(user) {
      checkInteger("score items", "user", user, 0, ratings.users - 1);
      const [from, to] = [byUser.starts[user], byUser.starts[user + 1]];
      const own = { ids: byUser.columns.subarray(from, to), worth: worth.subarray(from, to) };
      const { sums, weights } = of === "users"
        ? totalsByUsers(similarTo(user), byUser, worth, items, k)
        : totalsByItems(similarTo, own, items, k);
      return sums.map((sum, item) => finish(of === "users" ? user : item, sum, weights[item]!));
    },
  };
}

const MODES = ["centered", "plain", "sum"];

type Neighbour = Explanation["neighbours"][number];
/** The similarities of one row that are above 0, by rising id. */
type Similar = { ids: Uint32Array; values: Float64Array };

function rememberPositive(
  rowOf: (row: number) => Float64Array,
  n: number,
): (row: number) => Similar {
  const known = new Array<Similar | undefined>(n);
  const rounded = new Float64Array(n);
  return (row) => {
    const held = known[row];
    if (held) return held;
    const all = rowOf(row);
    let count = 0;
    for (let id = 0; id < n; id++) {
      rounded[id] = id === row ? 0 : Math.round(all[id]! * 1e10) / 1e10; // nobody is one's own neighbour
      if (rounded[id]! > 0) count++;
    }
    const similar = { ids: new Uint32Array(count), values: new Float64Array(count) };
    for (let id = 0, at = 0; at < count; id++) {
      if (!(rounded[id]! > 0)) continue;
      similar.ids[at] = id;
      similar.values[at++] = rounded[id]!;
    }
    return known[row] = similar;
  };
}

/** The k most similar of those that have an entry in the column. */
function nearest(
  { ids, values }: Similar,
  columns: Sparse,
  column: number,
  k: number,
): Neighbour[] {
  const found: Neighbour[] = [];
  let at = 0;
  for (let to = columns.starts[column]!; to < columns.starts[column + 1]!; to++) {
    const id = columns.columns[to]!;
    while (at < ids.length && ids[at]! < id) at++;
    if (ids[at] !== id) continue;
    found.push({ id, similarity: values[at]!, value: columns.values[to]! });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, k);
}

/** What the neighbours add up to for each item. */
type Totals = { sums: Float64Array<ArrayBuffer>; weights: Float64Array<ArrayBuffer> };

/** Most similar user first, each gives to the items that have not had k neighbours yet. */
function totalsByUsers(
  { ids, values }: Similar,
  rows: Sparse,
  worth: Float64Array,
  items: number,
  k: number,
): Totals {
  const [sums, weights] = [new Float64Array(items), new Float64Array(items)];
  const counts = new Uint32Array(items);
  const order = new Uint32Array(ids.length).map((_, i) => i)
    .sort((a, b) => values[b]! - values[a]! || a - b);
  for (const i of order) {
    for (let at = rows.starts[ids[i]!]!; at < rows.starts[ids[i]! + 1]!; at++) {
      const item = rows.columns[at]!;
      if (counts[item] === k) continue;
      counts[item]!++;
      sums[item]! += values[i]! * worth[at]!;
      weights[item]! += values[i]!;
    }
  }
  return { sums, weights };
}

/**
 * Each item that the user rated goes to those like it, where the k most similar stay: in a table of
 * `items × k`, each row in order. Items come rising, so that of equally similar ones the first stays.
 */
function totalsByItems(
  similarTo: (item: number) => Similar,
  own: { ids: Uint32Array; worth: Float64Array },
  items: number,
  k: number,
): Totals {
  const size = Math.min(k, own.ids.length);
  const counts = new Uint32Array(items);
  const best = new Float64Array(items * size);
  const given = new Float64Array(items * size);
  own.ids.forEach((id, n) => {
    const { ids, values } = similarTo(id);
    for (let i = 0; i < ids.length; i++) {
      const similarity = values[i]!;
      const start = ids[i]! * size;
      let at = start + counts[ids[i]!]!;
      if (at === start + size) {
        if (best[--at]! >= similarity) continue;
      } else counts[ids[i]!]!++;
      for (; at > start && best[at - 1]! < similarity; at--) {
        best[at] = best[at - 1]!;
        given[at] = given[at - 1]!;
      }
      best[at] = similarity;
      given[at] = own.worth[n]!;
    }
  });
  const [sums, weights] = [new Float64Array(items), new Float64Array(items)];
  for (let item = 0; item < items; item++) {
    for (let at = item * size; at < item * size + counts[item]!; at++) {
      sums[item]! += best[at]! * given[at]!;
      weights[item]! += best[at]!;
    }
  }
  return { sums, weights };
}
