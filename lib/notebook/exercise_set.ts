import { cannot } from "../core/mod.ts";

/** One thing that a solution must do. */
export type Check = {
  /** What it must do, as the learner reads it: `"an empty list has mean 0"`. */
  name: string;
  /** What it is worth. @default 1 */
  points?: number;
  /**
   * Tries the attempt. True passes; false, a text that says what came instead, or an error does not.
   *
   * @param attempt What the learner made: a number, a function, a model.
   */
  // deno-lint-ignore no-explicit-any -- the check knows what it asked for, and an error counts as no
  test(attempt: any): boolean | string | Promise<boolean | string>;
};

/** An exercise as a lesson's own data. */
export type Exercise = {
  /** What is asked, in words. */
  task: string;
  /** What a solution must do, at least one thing. */
  checks: Check[];
  /** Help, from faint to plain: one more is shown after every attempt that is not yet right. */
  hints: string[];
  /** One right answer, as code. Hidden until it is found, or all hints have been shown. */
  solution: string;
};

const exercises = new Map<string, Exercise>();

/**
 * Makes exercises known by their names. They stand in a module of the lesson, beside the notebook, so
 * that neither checks nor solutions are seen in it; the lesson imports that module once.
 *
 * @param set Exercises by name.
 * @throws {RangeError} If one has no checks: then everything would be right.
 *
 * @example `notebooks/exercises/mean.ts`, imported by the notebook's first cell
 * ```ts
 * import { defineExercises, exercise } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * defineExercises({
 *   mean: {
 *     task: "Write mean(values).",
 *     checks: [
 *       { name: "mean of 1 and 3 is 2", test: (mean) => mean([1, 3]) === 2 },
 *       { name: "no values have mean 0", test: (mean) => mean([]) === 0 },
 *     ],
 *     hints: ["What is 0 / 0?"],
 *     solution: "(values) => sum(values) / Math.max(values.length, 1)",
 *   },
 * });
 * const half = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
 * assertEquals((await exercise("mean", half)).points, 1); // of 2: NaN is not 0
 * ```
 */
export function defineExercises(set: Record<string, Exercise>): void {
  for (const [id, exercise] of Object.entries(set)) {
    if (exercise.checks.length === 0) {
      throw new RangeError(cannot(`define exercise "${id}"`, "it must have at least one check", 0));
    }
    exercises.set(id, exercise);
  }
}

/** The exercise with a name. */
export function findExercise(id: string): Exercise {
  const found = exercises.get(id);
  if (found) return found;
  const names = [...exercises.keys()].map((name) => `"${name}"`).join(", ") || "none yet";
  const needed = `its name must be one that defineExercises() was given (${names})`;
  throw new RangeError(cannot("check an exercise", needed, id));
}
