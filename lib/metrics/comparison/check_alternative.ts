import { cannot } from "../../core/mod.ts";

/** Stops unless the word is one of the three. */
export function checkAlternative(action: string, alternative: string): void {
  if (["two-sided", "less", "greater"].includes(alternative)) return;
  const needed = "alternative must be one of two-sided, less, greater";
  throw new RangeError(cannot(action, needed, alternative));
}
