import { columnOf } from "../core/mod.ts";
import { parseCsv } from "./csv.ts";
import { numbersOf } from "./numbers_of.ts";
import { type DataSource, type LoadOptions, readDataFile } from "./read_data_file.ts";

/** Ratings of films by people, one entry a rating, in the order of the file. */
export type Movielens = {
  /** Who rated, by MovieLens's number, shape `(n)`. */
  userIds: Uint32Array<ArrayBuffer>;
  /** What was rated, by MovieLens's number, shape `(n)`. */
  filmIds: Uint32Array<ArrayBuffer>;
  /** Stars, from 0.5 to 5 in halves, shape `(n)`. */
  ratings: Float64Array<ArrayBuffer>;
  /** When, in seconds since 1970, shape `(n)`. */
  times: Float64Array<ArrayBuffer>;
  /** Title and genres by the film's number, also of films that nobody rated. */
  films: Map<number, { title: string; genres: string[] }>;
  source: DataSource;
};

/**
 * MovieLens latest-small: 100,836 ratings of 9,742 films by 610 people, 1996 to 2018.
 *
 * Its terms forbid putting it into a program that may be sold, so it is not kept in the project: it is
 * read from the folder that `DESCENT_DATA` names, or from `data/movielens-latest-small/`.
 *
 * @param options Where to look; both parts may be left out.
 * @returns Ratings and films.
 * @throws {DataError} `missing` if it is not on this machine, `damaged` if a file is another.
 *
 * @example Where it is not on this machine
 * ```ts
 * import { DataError, loadMovielens } from "descent/data";
 * import { assertRejects } from "@std/assert";
 *
 * const dir = await Deno.makeTempDir();
 * await assertRejects(() => loadMovielens({ dir }), DataError, "Cannot find movielens-latest-small");
 * ```
 *
 * Source: F. M. Harper, J. A. Konstan, "The MovieLens datasets: history and context", ACM Transactions
 * on Interactive Intelligent Systems 5 (2015).
 */
export async function loadMovielens(options: LoadOptions = {}): Promise<Movielens> {
  const set = "movielens-latest-small";
  const ratings = await readDataFile(set, "ratings.csv", options);
  const movies = await readDataFile(set, "movies.csv", options);
  const table = parseCsv(ratings.text, { name: "ratings.csv" });
  const columns = ["userId", "movieId", "rating", "timestamp"];
  const numbers = numbersOf(table, columns, { name: "ratings.csv" });
  return {
    userIds: Uint32Array.from(columnOf(numbers, 0)),
    filmIds: Uint32Array.from(columnOf(numbers, 1)),
    ratings: columnOf(numbers, 2),
    times: columnOf(numbers, 3),
    films: readFilms(movies.text),
    source: { ...ratings.source, files: [...ratings.source.files, ...movies.source.files] },
  };
}

function readFilms(text: string): Movielens["films"] {
  const { rows } = parseCsv(text, { name: "movies.csv" });
  return new Map(rows.map(([id, title, genres]) => {
    return [Number(id), { title: title!, genres: genres!.split("|") }];
  }));
}
