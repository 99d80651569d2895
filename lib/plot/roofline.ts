import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { plain } from "./numbers.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES } from "./palette.ts";
import { seriesLayout } from "./series.ts";
import { comparison } from "./unit_square.ts";

/** The colour of the points; those before it are the roofs'. */
const POINTS = 5;

/** How many times as far the roofs go as the points and the bends. */
const ROOM = 5;

/** What a machine can do at most, as it was measured. */
export type Roofs = {
  /** Operations that it can do when no data is missing, in GFLOP/s. */
  peak: number;
  /** How fast data comes, in GB/s, for each memory it may come from: one to five. */
  bandwidths: { name: string; gigabytes: number }[];
  /** Lower ceilings, in GFLOP/s, such as that of a program without SIMD. @default none */
  ceilings?: { name: string; gigaflops: number }[];
};

/** A program that was timed. */
export type RooflinePoint = {
  /** What stands beside the point. */
  name: string;
  /** Operations for each byte that it loads or stores. */
  intensity: number;
  /** Operations a second, in 10⁹: GFLOP/s. */
  gigaflops: number;
};

/**
 * A roofline: how fast programs are, beside what the machine would allow each of them.
 *
 * A program that does `intensity` operations for each byte cannot be faster than
 * `min(peak, bandwidth · intensity)`. Below the slope it waits for data, and must do more with each
 * byte; below the flat part it may compute better. Both axes are logarithmic.
 *
 * @param roofs What the machine can do.
 * @param points The programs, 1 or more; one may lie above a roof by what timing errs.
 * @param options Title, axes and size.
 * @returns The figure.
 * @throws {RangeError} If a number is not finite and above 0, there are no points, or there are not
 * one to five bandwidths.
 *
 * @example A sum that waits for memory, and a product that does not
 * ```ts
 * import { roofline } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const roofs = { peak: 50, bandwidths: [{ name: "memory", gigabytes: 10 }] };
 * const figure = roofline(roofs, [
 *   { name: "sum", intensity: 0.25, gigaflops: 2.4 },
 *   { name: "product", intensity: 20, gigaflops: 45 },
 * ]);
 * assertEquals(figure.data[0]!.y, [0.5, 50, 50]); // 10 GB/s · 0.05, and from 5 operations a byte on
 * assertEquals(figure.data[1]!.text, ["sum", "product"]);
 * ```
 *
 * Source: S. Williams, A. Waterman, D. Patterson, Roofline: an insightful visual performance model
 * for multicore architectures, CACM 52(4), 2009.
 */
export function roofline(
  { peak, bandwidths, ceilings = [] }: Roofs,
  points: RooflinePoint[],
  options: FigureOptions = {},
): Figure {
  const action = "draw a roofline";
  if (bandwidths.length < 1 || bandwidths.length > POINTS) {
    const needed = `1 to ${POINTS} bandwidths can be told apart`;
    throw new RangeError(cannot(action, needed, bandwidths.length));
  }
  const [flat] = plain(action, "peak", [peak], true) as [number];
  const speeds = plain(action, "gigabytes", bandwidths.map(({ gigabytes }) => gigabytes), true);
  const x = plain(action, "intensity", points.map(({ intensity }) => intensity), true);
  const y = plain(action, "gigaflops", points.map(({ gigaflops }) => gigaflops), true);
  const ridges = speeds.map((speed) => flat / speed);
  // Room on both sides, where names of points stand.
  const [low, high] = [Math.min(...x, ...ridges) / ROOM, Math.max(...x, ...ridges) * ROOM] as const;
  const roofs = speeds.map((speed, i) => ({
    ...{ type: "scatter", mode: "lines", name: escapeText(bandwidths[i]!.name) },
    x: plain(action, "x", [low, ridges[i]!, high], true),
    y: plain(action, "y", [low * speed, flat, flat], true),
    line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
  }));
  const lower = ceilings.map(({ name, gigaflops }) => {
    const [height] = plain(action, `ceiling "${name}"`, [gigaflops], true) as [number];
    return comparison(escapeText(name), plain(action, "x", [low, high], true), [height, height]);
  });
  const data = [...roofs, ...lower, {
    ...{ type: "scatter", mode: "markers+text", showlegend: false },
    ...{ x, y, text: points.map(({ name }) => escapeText(name)), textposition: sides(x) },
    marker: { color: COLOURS[POINTS], size: 9 },
  }];
  const layout = seriesLayout(action, [...roofs, ...lower], {
    ...options,
    x: { label: "operations for each byte", unit: "FLOP/B", log: true, ...options.x },
    y: { label: "speed", unit: "GFLOP/s", log: true, ...options.y },
  }, 1);
  return { data, layout };
}

/** On which side of each point its name stands: in turn, where several have one intensity. */
function sides(x: number[]): string[] {
  return x.map((intensity, i) => {
    const before = x.slice(0, i).filter((other) => Math.abs(Math.log(intensity / other)) < 0.3);
    return before.length % 2 === 0 ? "bottom right" : "bottom left";
  });
}
