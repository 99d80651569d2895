import { undisturbed } from "../statistics.ts";
import { duration } from "./race_text.ts";
import type { TaskResult } from "./results.ts";

/** How one contestant's cost grows with the size of the work. */
export type Curve = {
  id: string;
  label: string;
  /** Size and least time a unit, in milliseconds, sizes rising. */
  points: { size: number; ms: number }[];
};

/**
 * The cost against the size of the work, a curve a contestant.
 *
 * @param tasks What a race measured, one task a size.
 * @param sizeOf The size of a task.
 * @returns The curves, in the order of the first task.
 */
export function curvesOf(
  tasks: readonly TaskResult[],
  sizeOf: (task: TaskResult) => number,
): Curve[] {
  const contestants = new Map(
    tasks.flatMap(({ times }) => times.map(({ id, label }) => [id, label])),
  );
  return [...contestants].map(([id, label]) => ({
    id,
    label,
    points: tasks.flatMap((task) => {
      const time = task.times.find((time) => time.id === id);
      return time ? [{ size: sizeOf(task), ms: undisturbed(time.msPerUnit, "smallest") }] : [];
    }).sort((a, b) => a.size - b.size),
  }));
}

const WIDTH = 61;
const HEIGHT = 15;
const MARKS = "abcdefghijkl";

/**
 * Curves as text, both axes logarithmic: a letter a contestant, `*` where several meet.
 *
 * @param curves At least one curve, at most twelve, with a point.
 * @param sizeName What the size is, `d`.
 * @returns Lines without an end.
 */
export function curveText(curves: readonly Curve[], sizeName: string): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = scale(points.map(({ size }) => size), WIDTH);
  const y = scale(points.map(({ ms }) => ms), HEIGHT);
  const rows = Array.from({ length: HEIGHT }, () => Array<string>(WIDTH).fill(" "));
  curves.forEach((curve, i) => {
    for (const { size, ms } of curve.points) {
      const row = rows[HEIGHT - 1 - y.at(ms)]!;
      const column = x.at(size);
      row[column] = row[column] === " " ? MARKS[i]! : "*";
    }
  });
  const label = (row: number) =>
    row === 0 ? duration(y.most) : row === HEIGHT - 1 ? duration(y.least) : "";
  const ends = `${sizeName} = ${x.least}`.padEnd(WIDTH - `${x.most}`.length) + x.most;
  return [
    ...rows.map((row, i) => `${label(i).padStart(9)} |${row.join("")}`.trimEnd()),
    `${" ".repeat(9)} +${"-".repeat(WIDTH)}`,
    `${" ".repeat(11)}${ends}`,
    ...curves.map(({ label }, i) => `${" ".repeat(11)}${MARKS[i]}  ${label}`),
  ].join("\n");
}

/** Where a number stands on a logarithmic axis of so many places. */
function scale(values: readonly number[], places: number) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.log(most / least) || 1;
  const at = (value: number) => Math.round(Math.log(value / least) / span * (places - 1));
  return { least, most, at };
}
