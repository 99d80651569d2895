import { escapeText } from "./options.ts";

/** Room below the plot for slider and buttons, in pixels. */
export const CONTROLS_PX = 84;

/**
 * The slider, one place a step, at the last one.
 *
 * @param names What the steps are called.
 * @param prefix What stands before the name of the step that is shown.
 * @param stepMs How long a step takes to come, at most.
 * @returns An entry of the layout's `sliders`.
 */
export function slider(names: string[], prefix: string, stepMs: number): Record<string, unknown> {
  return {
    active: names.length - 1,
    x: 0,
    y: 0,
    yanchor: "top",
    pad: { l: 104, t: 56, b: 8 },
    currentvalue: { prefix: escapeText(prefix), xanchor: "left" },
    steps: names.map((name) => ({
      label: escapeText(name),
      method: "animate",
      args: [[name], { mode: "immediate", ...pace(Math.min(stepMs, 100)) }],
    })),
  };
}

/** The buttons that play from the start and that stop; an entry of `updatemenus`. */
export function buttons(stepMs: number): Record<string, unknown> {
  const play = { mode: "immediate", fromcurrent: false, ...pace(stepMs) };
  return {
    type: "buttons",
    direction: "left",
    showactive: false,
    x: 0,
    xanchor: "left",
    y: 0,
    yanchor: "top",
    pad: { t: 72 },
    buttons: [
      { label: "▶", method: "animate", args: [null, play] },
      { label: "❚❚", method: "animate", args: [[null], { mode: "immediate", ...pace(0) }] },
    ],
  };
}

/** No gliding between steps: what is seen at each moment is data. */
function pace(stepMs: number): Record<string, unknown> {
  return { frame: { duration: stepMs, redraw: true }, transition: { duration: 0 } };
}
