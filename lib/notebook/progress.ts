import { cannot, checkInteger } from "../core/mod.ts";
import { formatClock } from "./clock.ts";
import { escapeHtml } from "./escape.ts";
import type { Bundle } from "./host.ts";
import { session } from "./session.ts";
import { createThrottle } from "./throttle.ts";

/** Settings of `progress`. */
export type ProgressOptions = {
  /** What is being done. @default "progress" */
  label?: string;
};

/** Something that is under way. */
export type Progress = {
  /** So many more steps are done; after the last one the bar is final. @default 1 */
  step(count?: number): void;
  /** Nothing more will be done, also if steps are left: the bar says how far it came. */
  done(): void;
  /** The same as `done`, so that `using bar = progress(…)` ends with its block. */
  [Symbol.dispose](): void;
};

const REDRAW_MS = 100; // ten times a second looks live and costs nothing

/**
 * Shows how far something is, in place, with the time left. The saved notebook keeps the last state.
 *
 * The time left is what the steps so far took, for as many steps as are left.
 *
 * @param total Steps in all, 1 or more.
 * @param options `label` says what is being done.
 * @returns What to call after every step.
 * @throws {RangeError} If `total` is not a whole number of at least 1; or, later, if more steps are
 * made than there are.
 *
 * @example
 * ```ts
 * import { progress } from "descent/notebook";
 *
 * const bar = progress(3, { label: "folds" });
 * for (let fold = 0; fold < 3; fold++) bar.step();
 * ```
 */
export function progress(total: number, { label = "progress" }: ProgressOptions = {}): Progress {
  checkInteger("show progress", "total", total, 1);
  const begin = performance.now();
  const live = session().screen.live();
  let [steps, over] = [0, false];
  const state = () => ({ label, steps, total, elapsedMs: performance.now() - begin });
  const throttle = createThrottle(() => live.draw(progressBundle(state())), REDRAW_MS);
  const done = () => {
    if (over) return;
    over = true;
    throttle.stop();
    live.done(progressBundle({ ...state(), over }));
  };
  throttle.changed();
  session().screen.beforeCellEnds(throttle.flush);
  return {
    step(count = 1) {
      checkInteger("show progress", "count", count, 1);
      if (steps + count > total) {
        const needed = `there are ${total} steps in all`;
        throw new RangeError(cannot("show progress", needed, steps + count));
      }
      steps += count;
      if (steps === total) return done();
      throttle.changed();
    },
    done,
    [Symbol.dispose]: done,
  };
}

/** How far something is. */
export type ProgressState = {
  label: string;
  steps: number;
  total: number;
  elapsedMs: number;
  /** Nothing more will be done. */
  over?: boolean;
};

/** A bar with its numbers, as HTML (which an untrusted notebook shows too) and as text. */
export function progressBundle({ label, steps, total, elapsedMs, over }: ProgressState): Bundle {
  const leftMs = steps === 0 ? Infinity : elapsedMs / steps * (total - steps);
  // What stays tells no time, so that a lesson run again gives the same saved notebook.
  const rest = !over ? `, ${formatClock(leftMs)} left` : steps < total ? ", stopped" : "";
  const text = `${steps}/${total}${rest}`;
  return {
    "text/html":
      `<div>${escapeHtml(label)} <progress value="${steps}" max="${total}"></progress> ` +
      `${text}</div>`,
    "text/plain": `${label} ${text}`,
  };
}
