/** Below so many numbers a comparing sort is faster. */
const FEW = 1 << 12;

const DIGITS = 4;
const RADIX = 1 << 16;

/**
 * Positions of finite numbers from the highest down, equal ones in the order in which they came.
 *
 * Long lists are sorted by four digits of 16 bits, from the last to the first, without comparing
 * (radix sort): the bits of a float, turned so that they ascend with it.
 *
 * Source: D. Knuth, The Art of Computer Programming 3 (2nd ed., 1998), 5.2.5.
 */
export function descendingOrder(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values.keys());
  if (values.length < FEW) return order.sort((i, j) => values[j]! - values[i]! || i - j);
  const { high, low } = keysOf(values);
  const counts = digitCounts(high, low);
  let from: Keyed = { order, high, low };
  let to: Keyed = {
    order: new Uint32Array(order.length),
    high: new Uint32Array(order.length),
    low: new Uint32Array(order.length),
  };
  for (let digit = 0; digit < DIGITS; digit++) {
    const starts = counts.subarray(digit * RADIX, (digit + 1) * RADIX);
    if (starts.includes(order.length)) continue; // one and the same digit everywhere
    sumUp(starts);
    spread(from, to, digit < 2 ? from.low : from.high, 16 * (digit % 2), starts);
    [from, to] = [to, from];
  }
  return from.order;
}

type Keyed = { order: Uint32Array; high: Uint32Array; low: Uint32Array };

/** Bits that ascend where the numbers descend. −0 and 0 are one number and get one key. */
function keysOf(values: Float64Array): { high: Uint32Array; low: Uint32Array } {
  const plain = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) plain[i] = values[i]! + 0;
  const words = new Uint32Array(plain.buffer); // low word first, on every machine Deno runs on
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const [below, above] = [words[2 * i]!, words[2 * i + 1]!];
    const negative = above >>> 31 === 1;
    low[i] = negative ? below : ~below;
    high[i] = negative ? above : ~(above | 0x80000000);
  }
  return { high, low };
}

function digitCounts(high: Uint32Array, low: Uint32Array): Uint32Array {
  const counts = new Uint32Array(DIGITS * RADIX);
  for (let i = 0; i < high.length; i++) {
    counts[low[i]! & 0xffff]!++;
    counts[RADIX + (low[i]! >>> 16)]!++;
    counts[2 * RADIX + (high[i]! & 0xffff)]!++;
    counts[3 * RADIX + (high[i]! >>> 16)]!++;
  }
  return counts;
}

/** From how often to from where on. */
function sumUp(counts: Uint32Array): void {
  let total = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit]!;
    counts[digit] = total;
    total += count;
  }
}

function spread(from: Keyed, to: Keyed, key: Uint32Array, shift: number, next: Uint32Array): void {
  for (let i = 0; i < key.length; i++) {
    const at = next[(key[i]! >>> shift) & 0xffff]!++;
    to.order[at] = from.order[i]!;
    to.high[at] = from.high[i]!;
    to.low[at] = from.low[i]!;
  }
}
