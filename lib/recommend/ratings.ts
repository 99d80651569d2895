import { cannot, checkInteger, checkSameLength } from "../core/mod.ts";

/**
 * One way to read a sparse table: the entries of row r stand from `starts[r]` up to `starts[r + 1]`, by
 * rising column.
 */
export type Sparse = {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
};

/**
 * Who gave what how much: a table of users by items in which only the entries that are there take room,
 * kept by users and by items.
 */
export type Ratings = {
  /** How many users, with or without ratings. */
  readonly users: number;
  /** How many items, with or without ratings. */
  readonly items: number;
  /** How many entries. */
  readonly n: number;
  /** A row for each user, columns are items. */
  readonly byUser: Sparse;
  /** A row for each item, columns are users. */
  readonly byItem: Sparse;
};

/** Entries as they come from a file or a log, one position an entry. */
export type RatingEntries = {
  /** The user's number from 0, shape `(n)`. */
  users: ArrayLike<number>;
  /** The item's number from 0, shape `(n)`. */
  items: ArrayLike<number>;
  /** Stars, or how often or how strongly, shape `(n)`. */
  values: ArrayLike<number>;
};

/** What {@linkcode ratingsFrom} may be told. */
export type RatingsFromOptions = {
  /** How many users there are, also without entries. @default the largest number and one */
  users?: number | undefined;
  /** How many items there are, also without entries. @default the largest number and one */
  items?: number | undefined;
  /** What two entries of one user and item mean: a mistake, or events to add up. @default "error" */
  duplicates?: "error" | "sum" | undefined;
};

/**
 * The table of users by items from a list of entries.
 *
 * @param entries Users and items by their numbers, which `numberIds` gives.
 * @param options All may be left out.
 * @returns The table; what is not an entry is unknown, not 0.
 * @throws {RangeError} If the lists differ in length or are empty, a number is not one from 0 below the
 * count, a value is not finite, or a pair comes twice and `duplicates` is "error".
 *
 * @example A log of events becomes a table of behaviour
 * ```ts
 * import { ratingsFrom } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const events = { users: [0, 0, 1], items: [2, 2, 0], values: [1, 3, 1] }; // looked, then bought
 * const behaviour = ratingsFrom(events, { duplicates: "sum" });
 * assertEquals([behaviour.users, behaviour.items, behaviour.n], [2, 3, 2]);
 * assertEquals(behaviour.byUser.values, Float64Array.of(4, 1));
 * ```
 */
export function ratingsFrom(
  { users, items, values }: RatingEntries,
  { users: userCount, items: itemCount, duplicates = "error" }: RatingsFromOptions = {},
): Ratings {
  checkSameLength(ACTION, ["users", users.length], ["items", items.length]);
  checkSameLength(ACTION, ["users", users.length], ["values", values.length]);
  const rows = checkNumbers("user", users, userCount);
  const columns = checkNumbers("item", items, itemCount);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(cannot(ACTION, `value ${i} must be a finite number`, values[i]));
    }
  }
  // Twice by the other axis: a stable count sort by items and then by users leaves items rising.
  const loose = { rowOf: items, columnOf: users, valueOf: values, rows: columns };
  const byItemLoose = group(loose);
  const byUser = merge(transpose(byItemLoose, rows), duplicates);
  const byItem = transpose(byUser, columns);
  return { users: rows, items: columns, n: byUser.values.length, byUser, byItem };
}

/** The same entries by the other axis, each row with rising columns. */
export function transpose({ starts, columns, values }: Sparse, rows: number): Sparse {
  const rowOf = new Uint32Array(columns.length);
  for (let r = 0; r + 1 < starts.length; r++) rowOf.fill(r, starts[r], starts[r + 1]);
  return group({ rowOf: columns, columnOf: rowOf, valueOf: values, rows });
}

const ACTION = "make a table of ratings";

function checkNumbers(what: string, numbers: ArrayLike<number>, count: number | undefined): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    if (!(Number.isInteger(number) && number >= 0 && number < (count ?? 2 ** 32 - 1))) {
      checkInteger(
        ACTION,
        `${what} ${i}`,
        number,
        0,
        count === undefined ? 2 ** 32 - 2 : count - 1,
      );
    }
    if (number >= most) most = number + 1;
  }
  return count ?? most;
}

type Loose = {
  rowOf: ArrayLike<number>;
  columnOf: ArrayLike<number>;
  valueOf: ArrayLike<number>;
  rows: number;
};

/** Puts entries into their rows, in each row in the order in which they came. */
function group({ rowOf, columnOf, valueOf, rows }: Loose): Sparse {
  const starts = new Uint32Array(rows + 1);
  for (let i = 0; i < rowOf.length; i++) starts[rowOf[i]! + 1]!++;
  for (let r = 0; r < rows; r++) starts[r + 1]! += starts[r]!;
  const next = starts.slice();
  const columns = new Uint32Array(rowOf.length);
  const values = new Float64Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) {
    const at = next[rowOf[i]!]!++;
    columns[at] = columnOf[i]!;
    values[at] = valueOf[i]!;
  }
  return { starts, columns, values };
}

/** Adds up entries of one place, or stops at them. */
function merge(sparse: Sparse, duplicates: "error" | "sum"): Sparse {
  const rows = sparse.starts.length - 1;
  const starts = new Uint32Array(rows + 1);
  const columns = new Uint32Array(sparse.columns.length);
  const values = new Float64Array(sparse.columns.length);
  let kept = 0;
  for (let r = 0; r < rows; r++) {
    for (let at = sparse.starts[r]!; at < sparse.starts[r + 1]!; at++) {
      const column = sparse.columns[at]!;
      if (kept > starts[r]! && columns[kept - 1] === column) {
        if (duplicates === "error") throw twice(r, column);
        values[kept - 1]! += sparse.values[at]!;
      } else {
        columns[kept] = column;
        values[kept++] = sparse.values[at]!;
      }
    }
    starts[r + 1] = kept;
  }
  return { starts, columns: columns.slice(0, kept), values: values.slice(0, kept) };
}

function twice(user: number, item: number): RangeError {
  const needed = 'each pair must come once, or duplicates be "sum"';
  return new RangeError(`${cannot(ACTION, needed)}, got user ${user} and item ${item} twice`);
}
