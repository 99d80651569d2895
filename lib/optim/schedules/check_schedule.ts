import { checkBetween, checkInteger } from "../../core/mod.ts";
import { checkAtLeast } from "../check.ts";

/** What a schedule's numbers must be: rates at least 0, factors above 0, counts whole from 1 on. */
export type Needs = {
  rates?: Record<string, number>;
  factors?: Record<string, number>;
  counts?: Record<string, number>;
};

/**
 * Stops unless a schedule's numbers are what they must be.
 *
 * @param name The schedule, for the error text.
 * @param needs The numbers by their names.
 */
export function checkSchedule(name: string, { rates, factors, counts }: Needs): void {
  const action = `create the schedule ${name}`;
  for (const [what, value] of Object.entries(rates ?? {})) checkAtLeast(action, what, value);
  for (const [what, value] of Object.entries(factors ?? {})) checkBetween(action, what, value, 0);
  for (const [what, value] of Object.entries(counts ?? {})) checkInteger(action, what, value, 1);
}
