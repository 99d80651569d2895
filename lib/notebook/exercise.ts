import { alreadyShown } from "./already_shown.ts";
import { escapeHtml } from "./escape.ts";
import { type Check, type Exercise, findExercise } from "./exercise_set.ts";
import type { Bundle } from "./host.ts";
import { session } from "./session.ts";

/** How an attempt did. */
export type ExerciseScore = {
  /** What the checks that passed are worth. */
  points: number;
  /** What all checks are worth. */
  total: number;
  /** Whether all passed. */
  solved: boolean;
};

const failures = new Map<Exercise, number>(); // attempts so far that were not right

/**
 * Checks an attempt at an exercise, and shows what it does right and what not yet, with the points for
 * each part. After every attempt that is not right one more hint is shown; the solution can be
 * unfolded when all hints have been, or the exercise is solved.
 *
 * Without an attempt it shows what is asked.
 *
 * @param id The exercise's name, as `defineExercises` was given it.
 * @param attempt What the learner made. @default nothing: only the task is shown
 * @returns The points. A wrong attempt is no error: the notebook goes on.
 * @throws {RangeError} If there is no such exercise.
 *
 * @example
 * ```ts
 * import { defineExercises, exercise } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * defineExercises({
 *   area: {
 *     task: "What is the area of a 28 × 28 image, in pixels?",
 *     checks: [{ name: "the number of pixels", test: (answer) => answer === 784 }],
 *     hints: ["Multiply."],
 *     solution: "28 * 28",
 *   },
 * });
 * assertEquals(await exercise("area", 28 * 28), { points: 1, total: 1, solved: true });
 * ```
 */
export async function exercise(id: string, attempt?: unknown): Promise<ExerciseScore> {
  const found = findExercise(id);
  const results = attempt === undefined ? [] : await Promise.all(
    found.checks.map((check) => runCheck(check, attempt)),
  );
  const points = results.reduce((sum, { passed, points }) => sum + (passed ? points : 0), 0);
  const total = found.checks.reduce((sum, { points = 1 }) => sum + points, 0);
  const solved = results.length > 0 && results.every(({ passed }) => passed);
  if (attempt !== undefined && !solved) failures.set(found, (failures.get(found) ?? 0) + 1);
  const hints = found.hints.slice(0, failures.get(found) ?? 0);
  const open = solved || attempt !== undefined && (failures.get(found) ?? 0) > found.hints.length;
  session().screen.show(
    report(found, results, { points, total, solved }, hints, open ? found.solution : undefined),
  );
  return alreadyShown({ points, total, solved });
}

type Result = { name: string; points: number; passed: boolean; instead: string };

async function runCheck({ name, points = 1, test }: Check, attempt: unknown): Promise<Result> {
  try {
    const verdict = await test(attempt);
    const instead = typeof verdict === "string" ? verdict : "";
    return { name, points, passed: verdict === true, instead };
  } catch (error) {
    return { name, points, passed: false, instead: String(error) };
  }
}

function report(
  { task }: Exercise,
  results: Result[],
  { points, total, solved }: ExerciseScore,
  hints: string[],
  solution: string | undefined,
): Bundle {
  const lines = results.map(({ name, points, passed, instead }) => ({
    mark: passed ? "✓" : "✗",
    colour: passed ? "#1a7f37" : "#cf222e",
    text: `${name} (${points} ${points === 1 ? "point" : "points"})${instead && ` — ${instead}`}`,
  }));
  const score = results.length === 0
    ? "Not tried yet"
    : `${points} of ${total} points${solved ? ": solved" : ""}`;
  const told = hints.map((hint, i) => `Hint ${i + 1}: ${hint}`);
  const hidden = solution === undefined
    ? ""
    : `<details><summary>One solution</summary><pre>${escapeHtml(solution)}</pre></details>`;
  return {
    "text/html": `<div style="border-left:4px solid #0072b2;padding-left:12px">` +
      `<b>Exercise.</b> ${escapeHtml(task)}` +
      lines.map(({ mark, colour, text }) =>
        `<div><b style="color:${colour}">${mark}</b> ${escapeHtml(text)}</div>`
      ).join("") +
      `<div><b>${score}</b></div>` +
      `${told.map((hint) => `<div>${escapeHtml(hint)}</div>`).join("")}${hidden}</div>`,
    "text/plain": [
      `Exercise. ${task}`,
      ...lines.map(({ mark, text }) => `${mark} ${text}`),
      score,
      ...told,
      ...solution === undefined ? [] : [`One solution: ${solution}`],
    ].join("\n"),
  };
}
