import { DataError, loadMovielens } from "descent/data";
import { numberIds, simulateRatings } from "descent/recommend";
import type { RecommendOptions } from "./options.ts";

/** Ratings to learn from and test on, by numbers from 0. */
export type RatingLog = {
  users: Uint32Array;
  items: Uint32Array;
  values: Float64Array;
  times: Float64Array;
  /** The data's own number of each person. */
  people: number[];
  /** What each item is called. */
  titles: string[];
  source: {
    name: string;
    /** Whether people really gave these ratings. */
    real: boolean;
    note: string;
    licence: string;
    files: { name: string; bytes: number; sha256: string }[];
  };
};

/**
 * MovieLens where it is at hand, otherwise ratings that are made up.
 *
 * @throws {DataError} If a file is another, or a folder that was named lacks them.
 */
export async function openRatings(options: RecommendOptions): Promise<RatingLog> {
  if (options.madeUp) return madeUp(options.seed);
  try {
    return await movielens(options.data);
  } catch (error) {
    const isAbsent = error instanceof DataError && error.fault === "missing";
    if (options.data !== undefined || !isAbsent) throw error;
    return madeUp(options.seed);
  }
}

async function movielens(dir: string | undefined): Promise<RatingLog> {
  const { userIds, filmIds, ratings, times, films, source } = await loadMovielens({ dir });
  const [people, shown] = [numberIds(userIds), numberIds(filmIds)];
  return {
    users: people.numbers,
    items: shown.numbers,
    values: ratings,
    times,
    people: people.ids,
    titles: shown.ids.map((id) => films.get(id)?.title ?? `film ${id}`),
    source: { ...source, name: source.title.split(":")[0]!, real: true, note: CITATION },
  };
}

const CITATION =
  "F. M. Harper, J. A. Konstan (2015); for research, not for sale: see README.txt beside the data";

function madeUp(seed: number): RatingLog {
  const { users, items, values, times, titles } = simulateRatings({ seed });
  return {
    users,
    items,
    values,
    times,
    people: [...new Set(users)],
    titles,
    source: {
      name: "Made-up ratings",
      real: false,
      note:
        "Nobody gave these ratings: they are drawn from known tastes. MovieLens's terms forbid " +
        "keeping it in the project; to use it, set DESCENT_DATA to a folder with movielens-latest-small",
      licence: "MIT, as the project",
      files: [],
    },
  };
}
