import { line, type ReportSection } from "descent/plot";
import type { BenchRequest } from "../registry.ts";
import { ownEntry } from "../shared/entries.ts";
import { networkPeers } from "../shared/networks/peers.ts";
import {
  LOSS_TOLERANCE,
  type NetworkSettings,
  type Problem,
  problem,
} from "../shared/networks/problem.ts";
import { writeProblems } from "../shared/networks/write_problems.ts";
import { type Curve, curvesOf, curveText } from "../shared/race/curve.ts";
import type { RacePlan } from "../shared/race/plan.ts";
import { duration } from "../shared/race/race_text.ts";
import type { TaskResult } from "../shared/race/results.ts";
import { textTable } from "../shared/table.ts";
import { PEER } from "./aims.ts";
import { convolutions } from "./models.ts";

/** What grows along a curve, while the rest stays as in the network "conv". */
export type Axis = { id: keyof typeof USUAL; label: string; sizes: readonly number[] };

/** The curves: the cost of a step of the convolutional network against each of these. */
export const AXES: readonly Axis[] = [
  { id: "batch", label: "examples a step", sizes: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] },
  { id: "channels", label: "channels of the first convolution", sizes: [4, 8, 16, 32, 64] },
  { id: "side", label: "pixels on a side", sizes: [14, 20, 28, 40, 56] },
];

const USUAL = { batch: 32, channels: 32, side: 28 };
const TRAIN = new URL("./ours/train.ts", import.meta.url);
/** The second loss shows the first gradient; more would take long at the large end. */
const CHECKED_STEPS = 2;

/**
 * The race of the curves: a task for every point.
 *
 * @param request How many steps a round, and how many threads ours have.
 * @returns Its plan.
 */
export function curvesRace({ steps, threads }: Pick<BenchRequest, "steps" | "threads">): RacePlan {
  const problems = AXES.flatMap(({ id, sizes }) => sizes.map((size) => pointOf(id, size, steps)));
  const settings: NetworkSettings = {
    problems,
    checkedSteps: CHECKED_STEPS,
    ...(threads === undefined ? {} : { threads }),
  };
  return {
    bench: "train curves",
    tasks: problems.map(({ task, label }) => ({
      id: task,
      label,
      unit: "step",
      tolerance: LOSS_TOLERANCE,
    })),
    ours: [ownEntry("train", "train() of descent/nn", TRAIN)],
    peers: networkPeers,
    settings,
    aims: [],
    write: (folder) => writeProblems(folder, problems),
  };
}

function pointOf(axis: Axis["id"], size: number, steps?: number): Problem {
  const { batch, channels, side }: typeof USUAL = { ...USUAL, [axis]: size };
  // About as many pixels in every round, and one step at least.
  const usual = Math.ceil(128 / batch * Math.min(1, (USUAL.side / side) ** 2));
  return problem({
    task: taskOf(axis, size),
    label: `Conv${channels}, Conv${2 * channels}, ${side}×${side}, batch ${batch}`,
    data: "noise",
    input: [side, side, 1],
    layers: convolutions(channels),
    batch,
    steps: steps ?? Math.min(16, usual),
  });
}

function taskOf(axis: string, size: number): string {
  return `${axis}-${size}`;
}

/** The curves along one axis. */
export type AxisCurves = Axis & { curves: Curve[] };

/**
 * The curves that a race has measured.
 *
 * @param tasks As the race gives them.
 * @returns For each axis a curve for everybody who took part.
 */
export function curvesFound(tasks: readonly TaskResult[]): AxisCurves[] {
  return AXES.map((axis) => {
    const own = tasks.filter(({ id }) => id.startsWith(`${axis.id}-`));
    return { ...axis, curves: curvesOf(own, ({ id }) => Number(id.split("-")[1])) };
  });
}

/**
 * The curves for people: a table and a picture of letters for each axis.
 *
 * @param found As `curvesFound` gives them.
 * @returns Lines without an end.
 */
export function curvesText(found: readonly AxisCurves[]): string {
  return found.map((axis) =>
    `A step against ${axis.label}\n${textTable(tableRows(axis))}\n\n${
      curveText(axis.curves, axis.id)
    }`
  ).join("\n\n");
}

/**
 * The same as figures and tables of a page.
 *
 * @param found As `curvesFound` gives them.
 * @returns A section for each axis.
 */
export function curvesSections(found: readonly AxisCurves[]): ReportSection[] {
  return found.map((axis) => {
    const [columns, ...rows] = tableRows(axis);
    const series = axis.curves.map(({ label, points }) => ({
      name: label,
      x: points.map(({ size }) => size),
      y: points.map(({ ms }) => ms),
    }));
    const log = axis.sizes.at(-1)! > 100 * axis.sizes[0]!; // a short log axis has hardly a tick
    const x = { label: axis.label, log };
    const y = { label: "a step", unit: "ms", log };
    return {
      heading: `Against ${axis.label}`,
      table: { columns: columns!, rows },
      figures: [line(series, { x, y })],
    };
  });
}

/** A row for every size: the least time a step of each, and ours / PyTorch's. */
function tableRows({ id, sizes, curves }: AxisCurves): string[][] {
  const [ours, peer] = ["train", PEER].map((who) => curves.find((curve) => curve.id === who));
  const timeOf = (curve: Curve | undefined, size: number) =>
    curve?.points.find((point) => point.size === size)?.ms;
  const rows = sizes.map((size) => {
    const [own, others] = [timeOf(ours, size), timeOf(peer, size)];
    return [
      `${size}`,
      ...curves.map((curve) => {
        const ms = timeOf(curve, size);
        return ms === undefined ? "" : duration(ms);
      }),
      ...(peer ? [own && others ? (own / others).toFixed(2) : ""] : []),
    ];
  });
  return [[id, ...curves.map(({ label }) => label), ...(peer ? ["÷ PyTorch"] : [])], ...rows];
}
