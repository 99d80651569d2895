/**
 * What a lesson stands on: one import in the first cell, and outputs arrive in order and complete,
 * Interrupt stops training and keeps what was computed, values are shown as pictures and tables.
 * Outside a notebook the same calls print to the terminal.
 *
 * Importing is what prepares the kernel; do it in the first cell.
 *
 * @module
 */

import "./connect.ts"; // before anything is shown

export { cancelSignal, checkpoint } from "./cancel_signal.ts";
export { claim } from "./claim.ts";
export { code } from "./code.ts";
export { type Displayable, html } from "./displayable.ts";
export { exercise, type ExerciseScore } from "./exercise.ts";
export { type Check, defineExercises, type Exercise } from "./exercise_set.ts";
export type { Bundle } from "./host.ts";
export { image, type ImageOptions } from "./image.ts";
export { type LeakGuard, leakGuard, type LeakGuardOptions } from "./leak_guard.ts";
export {
  type EpochLike,
  type LiveChart,
  liveChart,
  type LiveChartOptions,
  type LogLike,
  type Numbers,
  type StepLike,
} from "./live_chart.ts";
export { type Progress, progress, type ProgressOptions } from "./progress.ts";
export type { TableRow } from "./rows.ts";
export { seed } from "./seed.ts";
export { show } from "./show.ts";
export { table, type TableOptions } from "./table.ts";
