import type { Bundle } from "./host.ts";

/** The method by which an object tells a notebook how it looks: `Symbol.for("Jupyter.display")`. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** An object that tells how it looks. */
export type Displayable = {
  /** What is shown, by MIME type. */
  [DISPLAY](): Bundle | Promise<Bundle>;
};

/** Whether a value tells how it looks. */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null &&
    typeof (value as Partial<Displayable>)[DISPLAY] === "function";
}

/**
 * HTML to show in a notebook. Nothing is escaped: never put text into it that others wrote.
 *
 * A notebook that is opened untrusted leaves out scripts and style sheets and keeps tables, inline
 * styles and images.
 *
 * @param source The HTML.
 * @param text What a terminal prints instead.
 * @returns Something that `show`, or the last line of a cell, displays.
 *
 * @example
 * ```ts
 * import { html, show } from "descent/notebook";
 *
 * await show(html("<b>98 %</b> of the digits are right", "98 % of the digits are right"));
 * ```
 */
export function html(source: string, text: string): Displayable {
  return { [DISPLAY]: () => ({ "text/html": source, "text/plain": text }) };
}
