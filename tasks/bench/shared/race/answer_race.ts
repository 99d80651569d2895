import { answerLines } from "../answer_lines.ts";
import type { RaceQuestions, RaceStart, RaceTurn } from "./protocol.ts";

/** A piece of work that a contestant can do. */
export type RaceTask = {
  /** The numbers that the work gives, the same at every call, and how it came by them. */
  check(): Checked | ArrayLike<number> | Promise<Checked | ArrayLike<number>>;
  /** One round of work, which is timed; answers how many units it was: steps, fits, queries. */
  work(): number | Promise<number>;
};

/** What a piece of work gives, and in words by which of several ways, where there are some. */
export type Checked = { values: ArrayLike<number>; how: string };

/** A contestant of ours, made ready. */
export type Racer = {
  runsOn: string;
  tasks: Record<string, RaceTask>;
  /** Names and versions beside Deno's and V8's. @default none */
  versions?: Record<string, string>;
};

/**
 * A contestant's whole program: answers a race's questions until there are no more.
 *
 * @param prepare Makes the contestant ready.
 */
export async function answerRace(
  prepare: (start: RaceStart) => Racer | Promise<Racer>,
): Promise<void> {
  let racer: Racer;
  await answerLines<RaceQuestions>(async (question) => {
    if (question.do === "prepare") {
      racer = await prepare(question);
      const versions = { Deno: Deno.version.deno, V8: Deno.version.v8, ...racer.versions };
      return { versions, runsOn: racer.runsOn, tasks: Object.keys(racer.tasks) };
    }
    const task = racer.tasks[question.task]!;
    if (question.do === "check") {
      const found = await task.check();
      if (!("how" in found)) return { values: Array.from(found) };
      return { values: Array.from(found.values), how: found.how };
    }
    return await timeTurn(task, question.leastMs);
  });
}

/**
 * Times one turn: the work once, where that takes long enough, or else as many times as it takes after
 * as long a run that does not count.
 *
 * @param task Whose work is timed.
 * @param leastMs What is long enough.
 * @param now The clock, in milliseconds. @default performance.now
 * @returns Milliseconds, and the units of work done in them.
 */
export async function timeTurn(
  { work }: Pick<RaceTask, "work">,
  leastMs: number,
  now: () => number = () => performance.now(),
): Promise<RaceTurn> {
  const timeWork = async (least: number): Promise<RaceTurn> => {
    const begun = now();
    let [ms, units] = [0, 0];
    do {
      units += await work();
      ms = now() - begun;
    } while (ms < least);
    return { ms, units };
  };
  const once = await timeWork(0);
  if (once.ms >= leastMs) return once;
  await timeWork(leastMs - once.ms);
  return await timeWork(leastMs);
}
