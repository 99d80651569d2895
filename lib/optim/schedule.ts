import { cannot } from "../core/mod.ts";

/**
 * A learning rate that changes as training goes on: the rate of the next step, by the number of
 * steps already made (0 for the first step). Every optimiser takes one in place of a number.
 */
export type Schedule = (stepsMade: number) => number;

/** The option that most optimisers share. */
export type LearningRate = {
  /** Length of a step, above 0, or how it changes. */
  learningRate: number | Schedule;
};

/**
 * The learning rate as a schedule, checked.
 *
 * @param name The optimiser, for the error text.
 * @param learningRate A number or a schedule.
 * @returns The schedule.
 * @throws {RangeError} If a number is not above 0; a schedule's rates are checked as they come.
 */
export function scheduleOf(name: string, learningRate: number | Schedule): Schedule {
  if (typeof learningRate === "number") {
    if (Number.isFinite(learningRate) && learningRate > 0) return () => learningRate;
    const needed = "learningRate must be a finite number above 0, or a schedule";
    throw new RangeError(cannot(`create ${name}`, needed, learningRate));
  }
  return (stepsMade) => {
    const rate = learningRate(stepsMade);
    if (Number.isFinite(rate) && rate >= 0) return rate;
    const needed = `the schedule must give a finite rate of at least 0 after ${stepsMade} steps`;
    throw new RangeError(cannot(`update by ${name}`, needed, rate));
  };
}
