import { cannot } from "../core/mod.ts";
import { escapeHtml } from "./escape.ts";
import { session } from "./session.ts";

/** A claim of a notebook that does not hold; `ClaimError` is the name under which a kernel reports it. */
class ClaimError extends Error {
  override name = "ClaimError";
}

/**
 * Shows a claim with a tick if it holds; with a cross, and an error that ends the cell, if it does
 * not. So a notebook that ran to its end has kept all it claims.
 *
 * @param text The claim, as a sentence with its numbers: `"adam needs fewer steps than sgd (12 < 80)"`.
 * @param condition Whether it holds.
 * @throws {Error} If it does not; its name is `ClaimError`.
 * @throws {TypeError} If `condition` is not true or false: a promise, say, would always count as true.
 *
 * @example
 * ```ts
 * import { claim } from "descent/notebook";
 * import { assertThrows } from "@std/assert";
 *
 * claim("the untrained model guesses: 0.09 is near 1/10", Math.abs(0.09 - 0.1) < 0.05);
 * assertThrows(() => claim("2 is odd", 2 % 2 === 1), Error, "Claim does not hold: 2 is odd");
 * ```
 */
export function claim(text: string, condition: boolean): void {
  if (typeof condition !== "boolean") {
    throw new TypeError(cannot("check a claim", "condition must be true or false", condition));
  }
  const [mark, colour] = condition ? ["✓", "#1a7f37"] : ["✗", "#cf222e"];
  session().screen.show({
    "text/html": `<div><b style="color:${colour}">${mark}</b> ${escapeHtml(text)}</div>`,
    "text/plain": `${mark} ${text}`,
  });
  if (!condition) throw new ClaimError(`Claim does not hold: ${text}`);
}
