import type { Machine } from "../machine.ts";
import type { Ratio } from "../statistics.ts";
import type { RaceAim, TaskPlan } from "./plan.ts";

/** What a race found: the file that `--json` writes. */
export type RaceResults = {
  bench: string;
  machine: Machine;
  /** Names and versions of everything that ran. */
  versions: Record<string, string>;
  settings: { rounds: number; warmUp: number; peerThreads: number } & Record<string, unknown>;
  /** Who did not take part, and why, a line each. */
  leftOut: string[];
  tasks: TaskResult[];
  aims: JudgedRaceAim[];
};

/** One task of a race. */
export type TaskResult = Pick<TaskPlan, "id" | "label" | "unit" | "tolerance"> & {
  times: RaceTime[];
};

/** One contestant in one task. */
export type RaceTime = {
  id: string;
  label: string;
  runsOn: string;
  /** Largest error as a share of what is allowed; 0 for who is itself the measure. */
  error: number;
  /** By which of several ways it does the work, where it tells. */
  how?: string;
  /** Milliseconds a unit, for each round. */
  msPerUnit: number[];
};

/** An aim beside what was measured. */
export type JudgedRaceAim = RaceAim & {
  ratio: Ratio;
  /** Whether both ratios are small enough: a busy machine can push either, seldom both. */
  reached: boolean;
};
