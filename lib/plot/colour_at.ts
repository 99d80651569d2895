import type { ColourScale } from "./palette.ts";

/**
 * The colour of a scale at a place, mixed evenly between its stops.
 *
 * @param scale Stops from 0 to 1.
 * @param at The place, 0 to 1.
 * @returns "#rrggbb".
 */
export function colourAt(scale: ColourScale, at: number): string {
  const above = Math.max(1, scale.findIndex(([stop]) => stop >= at));
  const [[low, from], [high, to]] = [scale[above - 1]!, scale[above]!];
  const share = Math.max(0, Math.min(1, (at - low) / (high - low)));
  const mixed = [1, 3, 5].map((i) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(i, i + 2), 16));
    return Math.round(a! + share * (b! - a!)).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
