/** Places of a text, and the suffix of the n-gram that ends at each. */
export type Stretch = { places: Uint32Array<ArrayBuffer>; suffixes: Uint32Array<ArrayBuffer> };

/** Room to sort stretches in: two digits, which are counted in `digits`, make any word's number. */
export type Spare = Stretch & { digits: Uint32Array<ArrayBuffer> };

/** Room for stretches of up to `longest` places, `v` being how many words there are. */
export function spareFor(longest: number, v: number): Spare {
  const bits = 32 - Math.clz32(v - 1);
  return {
    places: new Uint32Array(longest),
    suffixes: new Uint32Array(longest),
    digits: new Uint32Array(2 ** Math.ceil(bits / 2)),
  };
}

/**
 * Sorts `[start … end)` by suffix, equal ones in their order: for long stretches. Suffixes of one
 * context have numbers no further apart than there are words.
 */
export function sortBySuffix(
  { places, suffixes }: Stretch,
  start: number,
  end: number,
  spare: Spare,
): void {
  const stretch = { places: places.subarray(start, end), suffixes: suffixes.subarray(start, end) };
  const least = stretch.suffixes.reduce((least, suffix) => Math.min(least, suffix));
  const shift = 31 - Math.clz32(spare.digits.length);
  sortByDigit(stretch, spare, end - start, { ends: spare.digits, least, shift: 0 });
  sortByDigit(spare, stretch, end - start, { ends: spare.digits, least, shift });
}

/** Where the values of a rising list begin that are at least so large. */
export function lowerBound(values: Uint32Array, least: number, length: number): number {
  let start = 0;
  for (let end = length; start < end;) {
    const middle = (start + end) >>> 1;
    if (values[middle]! < least) start = middle + 1;
    else end = middle;
  }
  return start;
}

/** One pass of a radix sort: by one of a number's two digits, equal ones in their order. */
function sortByDigit(
  source: Stretch,
  target: Stretch,
  size: number,
  { ends, least, shift }: { ends: Uint32Array; least: number; shift: number },
): void {
  const mask = ends.length - 1;
  ends.fill(0);
  for (let i = 0; i < size; i++) ends[source.suffixes[i]! - least >>> shift & mask]!++;
  toStarts(ends);
  for (let i = 0; i < size; i++) {
    const to = ends[source.suffixes[i]! - least >>> shift & mask]!++;
    target.suffixes[to] = source.suffixes[i]!;
    target.places[to] = source.places[i]!;
  }
}

/** Turns how many of each key there are, in place, into where each key's stretch starts. */
export function toStarts(counts: Uint32Array): void {
  for (let key = 0, start = 0; key < counts.length; key++) {
    const count = counts[key]!;
    counts[key] = start;
    start += count;
  }
}

/**
 * The places of an array sorted by the keys there, which are below `size`, equal ones in their order.
 * `ends[key]` is where a key's stretch ends.
 */
export function sortByKey(
  keys: Uint32Array<ArrayBuffer>,
  size: number,
): { sorted: Uint32Array<ArrayBuffer>; ends: Uint32Array<ArrayBuffer> } {
  const ends = new Uint32Array(size); // where each key's stretch starts, and at last where it ends
  for (let i = 0; i < keys.length; i++) ends[keys[i]!]!++;
  toStarts(ends);
  const sorted = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) sorted[ends[keys[i]!]!++] = i;
  return { sorted, ends };
}
