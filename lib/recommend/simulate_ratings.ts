import { checkInteger, createPrng, type Prng } from "../core/mod.ts";
import type { RatingEntries } from "./ratings.ts";

/** Ratings of a world that is known. */
export type SimulatedRatings = RatingEntries & {
  users: Uint32Array<ArrayBuffer>;
  items: Uint32Array<ArrayBuffer>;
  /** Stars from 0.5 to 5 in halves. */
  values: Float64Array<ArrayBuffer>;
  /** When, in days from the first, shape `(n)`. */
  times: Float64Array<ArrayBuffer>;
  /** How any user would rate any item without noise and rounding: nobody can predict better. */
  truth(user: number, item: number): number;
  /** A name for each item with its genre, such as "Space 12". */
  titles: string[];
  /** The genre of each item, a place in `genres`. */
  genreOf: Uint32Array<ArrayBuffer>;
  genres: readonly string[];
};

/** What {@linkcode simulateRatings} may be told. */
export type SimulateRatingsOptions = {
  /** @default 300 */
  users?: number | undefined;
  /** @default 240 */
  items?: number | undefined;
  /** How many items each user rates, at most a third of them. @default 40 */
  perUser?: number | undefined;
  /** Where the randomness comes from, a whole number below 2³². @default 0 */
  seed?: number | undefined;
};

/**
 * Makes up ratings of films by people, where real ones may not be had: each film has a genre and a
 * quality, each person a taste for genres and a habit of rating high or low.
 *
 * `3.5 + habit + quality + taste(genre) + noise`, rounded to halves. A few films are known to most, and
 * people watch rather what they will like. So the ratings that are there are better than those that are
 * not, as in real data.
 *
 * @param options All may be left out.
 * @returns Entries for `ratingsFrom`, times, titles, and what could be known at best.
 * @throws {RangeError} If a count is not such a number.
 *
 * @example
 * ```ts
 * import { ratingsFrom, simulateRatings } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const world = simulateRatings({ users: 20, items: 30, perUser: 5, seed: 1 });
 * assertEquals(ratingsFrom(world).n, 100);
 * ```
 */
export function simulateRatings(
  { users = 300, items = 240, perUser = 40, seed = 0 }: SimulateRatingsOptions = {},
): SimulatedRatings {
  checkInteger(ACTION, "users", users, 1);
  checkInteger(ACTION, "items", items, 3);
  checkInteger(ACTION, "perUser", perUser, 1, Math.floor(items / 3));
  const prng = createPrng(seed);
  const genreOf = Uint32Array.from({ length: items }, (_, item) => item % GENRES.length);
  const quality = normals(items, 0.4, prng);
  const habits = new Float64Array(users);
  const tastes: Float64Array[] = [];
  const liking = (user: number, item: number) => quality[item]! + tastes[user]![genreOf[item]!]!;
  const truth = (user: number, item: number) => onScale(3.5 + habits[user]! + liking(user, item));
  const n = users * perUser;
  const world = {
    users: new Uint32Array(n),
    items: new Uint32Array(n),
    values: new Float64Array(n),
    times: new Float64Array(n),
  };
  for (let user = 0, at = 0; user < users; user++) {
    habits[user] = 0.35 * prng.nextNormal();
    tastes.push(normals(GENRES.length, 0.8, prng));
    const joined = 500 * prng.next();
    for (const item of drawItems(quality.map((_, item) => liking(user, item)), perUser, prng)) {
      world.users[at] = user;
      world.items[at] = item;
      world.values[at] = onScale(Math.round(2 * (truth(user, item) + 0.5 * prng.nextNormal())) / 2);
      world.times[at++] = joined + 100 * prng.next();
    }
  }
  const titles = Array.from(genreOf, (genre, item) => {
    return `${GENRES[genre]} ${1 + Math.floor(item / GENRES.length)}`;
  });
  return { ...world, truth, titles, genreOf, genres: GENRES };
}

const GENRES = ["Comedy", "Crime", "Fantasy", "Romance", "Space", "War"] as const;

const ACTION = "simulate ratings";

function onScale(stars: number): number {
  return Math.min(5, Math.max(0.5, stars));
}

function normals(count: number, deviation: number, prng: Prng): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, () => deviation * prng.nextNormal());
}

/**
 * The items that a person has met: those with the highest of fame and liking and chance, which is
 * drawing without return by weights `fame · e^liking` (Gumbel's trick).
 */
function drawItems(liking: Float64Array, count: number, prng: Prng): Uint32Array {
  const drawn = liking.map((like, item) => {
    const fame = -0.7 * Math.log(1 + Math.floor(item / GENRES.length)); // the first are the famous ones
    return fame + like - Math.log(-Math.log(prng.next() || Number.MIN_VALUE));
  });
  const order = new Uint32Array(drawn.length).map((_, item) => item);
  return order.sort((a, b) => drawn[b]! - drawn[a]!).slice(0, count);
}
