import { cannot, type Prng } from "descent/core";

/** Rows of numbers that are kept: all, or a random choice of so many. */
export type KeptRows = {
  readonly width: number;
  /** How many are kept. */
  readonly rows: number;
  /** How many have passed by. */
  readonly seen: number;
  /** Row after row, `rows · width` numbers and perhaps room for more. */
  readonly data: Float64Array;
  add(row: readonly number[]): void;
};

/**
 * Keeps rows while they pass by; once there are more than fit, each has the same chance to be kept.
 *
 * @param width Numbers in a row.
 * @param capacity How many rows at most.
 * @param prng Where the randomness comes from.
 *
 * Source: J. Vitter, "Random sampling with a reservoir", ACM Transactions on Mathematical Software 11
 * (1985), algorithm R.
 */
export function keepRows(width: number, capacity: number, prng: Prng): KeptRows {
  let data = new Float64Array(Math.min(capacity, 1024) * width);
  let seen = 0;
  const placeOf = () => {
    if (seen < capacity) return seen;
    return Math.floor(prng.next() * (seen + 1));
  };
  return {
    width,
    get rows() {
      return Math.min(seen, capacity);
    },
    get seen() {
      return seen;
    },
    get data() {
      return data;
    },
    add(row) {
      if (row.length !== width) throw new RangeError(cannot("keep a row", `${width} numbers`, row));
      const place = placeOf();
      seen++;
      if (place >= capacity) return;
      if ((place + 1) * width > data.length) data = grown(data, capacity * width);
      data.set(row, place * width);
    },
  };
}

function grown(data: Float64Array, most: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.min(most, data.length * 2));
  larger.set(data);
  return larger;
}

/** One column of what was kept. */
export function columnOf(
  { data, rows, width }: Pick<KeptRows, "data" | "rows" | "width">,
  column: number,
): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * width + column]!;
  return values;
}
