import { counted, grouped, percent } from "../mnist/format.ts";
import { duration } from "../bench/shared/race/race_text.ts";
import { textTable } from "../bench/shared/table.ts";
import type { Profile, ProfileRow } from "./profile.ts";
import type { Yardsticks } from "./yardsticks.ts";

/** Rows that are printed; what is left of the kernels is a row of its own. */
const MOST_ROWS = 20;

const PATHS: Record<Profile["path"], string> = {
  plan: "compiled plan",
  fit: "model.fit, tf.train.adam",
  predict: "predict(), compiled plan",
};

/**
 * A profile for people.
 *
 * @param profile What was measured.
 * @returns Lines without an end.
 */
export function profileText(profile: Profile): string {
  const { label, batch, steps, path, why, threads, stepMs, yardsticks } = profile;
  return [
    `${label}, batch ${batch}: ${PATHS[path]}, ${counted(threads, "thread")}`,
    ...(why === undefined ? [] : [`(no plan, as ${why})`]),
    `A step takes ${duration(stepMs.least)}, ${duration(stepMs.median)} in the middle of ${
      counted(steps, "step")
    }.`,
    yardsticksText(yardsticks),
    "",
    profileTable(profile),
  ].join("\n");
}

/** The yardsticks in a line. */
export function yardsticksText({ gflops, gigabytes }: Yardsticks): string {
  return `Peak of 128-bit products and sums ${gflops.toFixed(1)} GFLOP/s, memory ${
    gigabytes.toFixed(1)
  } GB/s.`;
}

/**
 * The table of a profile: every kernel with its calls, time, share and speed.
 *
 * @param profile What was measured.
 * @param mostRows Rows that are printed.
 * @returns Lines without an end.
 */
export function profileTable(profile: Profile, mostRows = MOST_ROWS): string {
  const { rows, stepMs, betweenMs, yardsticks } = profile;
  const [shown, others] = [rows.slice(0, mostRows), rows.slice(mostRows)];
  const share = (ms: number) => percent(ms / stepMs.least, 1);
  const head = [
    "kernel",
    "given",
    "calls",
    "a step",
    "share",
    "GFLOP/s",
    "/ peak",
    "FLOP/B",
    "/ roof",
  ];
  const otherMs = others.reduce((sum, { leastMs }) => sum + leastMs, 0);
  const otherCalls = others.reduce((sum, { calls }) => sum + calls, 0);
  return textTable([
    head,
    ...shown.map((row) => [
      row.kernel,
      row.given,
      callsText(row.calls),
      duration(row.leastMs),
      share(row.leastMs),
      ...speedCells(row, yardsticks),
    ]),
    ...(others.length > 0
      ? [[
        "others",
        `${others.length} rows`,
        callsText(otherCalls),
        duration(otherMs),
        share(otherMs),
      ]]
      : []),
    ["between kernels", "", "", duration(betweenMs), share(betweenMs)],
  ]);
}

function callsText(calls: number): string {
  return Number.isInteger(calls) ? grouped(calls) : calls.toFixed(1);
}

function speedCells(row: ProfileRow, yardsticks: Yardsticks): string[] {
  const speed = speedOf(row, yardsticks);
  if (!speed) return [];
  const { gflops, ofPeak, intensity, ofRoof } = speed;
  return [
    gflops.toFixed(1),
    percent(ofPeak, 0),
    ...(intensity === undefined ? [] : [intensity.toFixed(1), percent(ofRoof!, 0)]),
  ];
}

/** How fast a kernel was beside what the machine allows; nothing where its operations are unknown. */
export function speedOf(
  { flop, bytes, leastMs }: ProfileRow,
  { gflops: peak, gigabytes }: Yardsticks,
):
  | { gflops: number; ofPeak: number; intensity?: number; ofRoof?: number }
  | undefined {
  if (!flop || leastMs === 0) return undefined;
  const gflops = flop / leastMs / 1e6;
  if (!bytes) return { gflops, ofPeak: gflops / peak };
  const intensity = flop / bytes;
  const roof = Math.min(peak, intensity * gigabytes);
  return { gflops, ofPeak: gflops / peak, intensity, ofRoof: gflops / roof };
}
