import { absoluteDiscount, type Discounts, modifiedDiscounts } from "./discounts.ts";
import { adjustedCounts } from "./adjusted_counts.ts";
import type { Counted } from "./count.ts";
import { countsOfCounts } from "./counts_of_counts.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { interpolate } from "./interpolate.ts";
import type { Smoothing, Unigrams } from "./smoothing.ts";

/** The share of a context's count that was taken from what followed it goes to the shorter one. */
const takenShare = ({ taken, total }: { taken: number; total: number }) => taken / total;

/** Kneser–Ney with three discounts an order, from its own counts: Chen and Goodman (1998), 4.1.6. */
export function modifiedKneserNey(
  counted: Counted,
  smoothing: Extract<Smoothing, { kind: "modified-kneser-ney" }>,
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  const counts = adjustedCounts(counted, setting.boundaries);
  const find = (n: number[], order: number) => modifiedDiscounts(n, order, smoothing.fallback);
  return discounted(counted, { counts, find, smoothing, kept }, setting);
}

/** Kneser–Ney with one discount an order. */
export function kneserNey(
  counted: Counted,
  smoothing: Extract<Smoothing, { kind: "kneser-ney" }>,
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  const counts = adjustedCounts(counted, setting.boundaries);
  const find = (n: number[], order: number) => absoluteDiscount(n, order, smoothing.discount);
  return discounted(counted, { counts, find, smoothing, kept }, setting);
}

/** One discount an order, on plain counts. */
export function absoluteDiscounting(
  counted: Counted,
  smoothing: Extract<Smoothing, { kind: "absolute-discounting" }>,
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  const { counts } = counted;
  const find = (n: number[], order: number) => absoluteDiscount(n, order, smoothing.discount);
  return discounted(counted, { counts, find, smoothing, kept }, setting);
}

/**
 * The weight of the shorter context is T / (T + c(h)), T being how many different words have
 * followed h.
 *
 * Source: I. Witten, T. Bell, "The zero-frequency problem", IEEE Transactions on Information Theory
 * 37 (1991), method C.
 */
export function wittenBell(
  counted: Counted,
  { unigrams = "uniform" }: Extract<Smoothing, { kind: "witten-bell" }>,
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  const discounts = Array.from({ length: counted.order + 1 }, () => [0, 0, 0, 0]);
  const weightOf = ({ types, total }: { types: number; total: number }) => types / (types + total);
  const mixing = { counts: counted.counts, discounts, weightOf, unigrams, kept };
  const details = Array.from({ length: counted.order }, () => ({}));
  return { ...interpolate(counted, mixing, setting), details, notes: [] };
}

function discounted(
  counted: Counted,
  { counts, find, smoothing, kept }: {
    counts: Uint32Array<ArrayBuffer>;
    find(n: number[], order: number): Discounts;
    smoothing: { unigrams?: Unigrams };
    kept: Uint8Array | undefined;
  },
  setting: Setting,
): Estimate {
  const { unigrams = "uniform" } = smoothing;
  const { boundaries } = setting;
  const found = Array.from({ length: counted.order }, (_, i) => {
    if (i === 0 && unigrams === "relative") return { discounts: [0, 0, 0, 0] };
    return find(countsOfCounts(counted, counts, i + 1, { boundaries, upTo: 4 }), i + 1);
  });
  const discounts = [[], ...found.map((order) => order.discounts)];
  const mixing = { counts, discounts, weightOf: takenShare, unigrams, kept };
  return {
    ...interpolate(counted, mixing, setting),
    details: found.map((order) => ({ discounts: order.discounts.slice(1) })),
    notes: found.flatMap(({ note }: Discounts) => note ?? []),
  };
}
