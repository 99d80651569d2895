import { cannot, checkInteger } from "../core/mod.ts";
import type { Figure, Frame } from "./figure.ts";
import { buttons, CONTROLS_PX, slider } from "./animation_controls.ts";
import { escapeText, type FigureOptions } from "./options.ts";
import { sharedAxes } from "./shared_axes.ts";

/** One step of an animation. */
export type Step = {
  /** What the slider calls it; each label once. */
  label: string;
  /** The picture at that step; all steps are of one kind with equally many series. */
  figure: Figure;
};

/** What {@linkcode animation} can be told. */
export type AnimationOptions = Pick<FigureOptions, "title" | "width" | "height"> & {
  /** What stands before the label of the step, such as "epoch ". @default "" */
  prefix?: string;
  /** How long each step stays, in milliseconds, 20 to 10,000. @default 300 */
  stepMs?: number;
};

/** Text of a figure that a notebook keeps without harm. */
const MAX_BYTES = 1_000_000;

/**
 * Figures one after the other, with a slider and a button that plays them.
 *
 * The last step is shown at first and in static pictures. Axes keep one range through all steps.
 * Series that never change are stored once.
 *
 * @param steps Two to 200 figures of one kind.
 * @param options Title and size (those of the first figure where left out), speed and slider.
 * @returns The figure.
 * @throws {RangeError} If there are too few or too many steps, kinds or numbers of series differ,
 * a label comes twice, a figure is itself an animation, or all together are above 1 MB.
 *
 * @example
 * ```ts
 * import { animation, line } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const steps = [1, 2, 3].map((n) => ({
 *   label: String(n),
 *   figure: line([{ y: [0, n] }]),
 * }));
 * const figure = animation(steps, { prefix: "slope " });
 * assertEquals(figure.frames!.map(({ name }) => name), ["1", "2", "3"]);
 * ```
 */
export function animation(steps: Step[], options: AnimationOptions = {}): Figure {
  const action = "animate figures";
  const { prefix = "", stepMs = 300 } = options;
  checkInteger(action, "stepMs", stepMs, 20, 10_000);
  checkSteps(action, steps);
  const last = steps.at(-1)!.figure;
  const first = steps[0]!.figure.layout as Record<string, unknown> & {
    width: number;
    height: number;
  };
  const { width = first.width, height = first.height + CONTROLS_PX } = options;
  const changing = last.data.flatMap((_, t) => isStill(steps, t) ? [] : [t]);
  const frames: Frame[] = steps.map(({ label, figure }) => ({
    name: label,
    data: changing.map((t) => figure.data[t]!),
    traces: changing,
  }));
  const title = options.title === undefined ? {} : { title: { text: escapeText(options.title) } };
  const margin = first.margin as Record<string, number>;
  const layout = {
    ...first,
    ...title,
    ...sharedAxes(steps.map(({ figure }) => figure)),
    width,
    height,
    margin: { ...margin, b: (margin.b ?? 56) + CONTROLS_PX },
    sliders: [slider(frames.map(({ name }) => name), prefix, stepMs)],
    updatemenus: [buttons(stepMs)],
  };
  const figure = { data: last.data, layout, frames };
  const bytes = JSON.stringify(figure).length;
  if (bytes <= MAX_BYTES) return figure;
  const needed = "all steps together must stay below 1 MB (take fewer steps or smaller grids)";
  throw new RangeError(cannot(action, needed, `${(bytes / 1e6).toFixed(1)} MB`));
}

function checkSteps(action: string, steps: Step[]): void {
  if (!Array.isArray(steps) || steps.length < 2 || steps.length > 200) {
    const got = Array.isArray(steps) ? steps.length : steps;
    throw new RangeError(cannot(action, "2 to 200 steps are needed", got));
  }
  const kind = (figure: Figure) => figure.data.map(({ type }) => type).join(", ");
  const wanted = kind(steps[0]!.figure);
  const seen = new Set<string>();
  for (const { label, figure } of steps) {
    if (figure.frames) {
      throw new RangeError(cannot(action, `step "${label}" must be a still picture`));
    }
    const got = kind(figure);
    if (got !== wanted) {
      const needed = `all steps must draw the same kinds of series (${wanted})`;
      throw new RangeError(`Cannot ${action}: ${needed}, got ${got} in step "${label}"`);
    }
    if (seen.has(label)) {
      throw new RangeError(cannot(action, "each step needs its own label", label));
    }
    seen.add(label);
  }
}

/** Whether trace t is the same in all steps. */
function isStill(steps: Step[], t: number): boolean {
  const wanted = JSON.stringify(steps[0]!.figure.data[t]);
  return steps.every(({ figure }) => JSON.stringify(figure.data[t]) === wanted);
}
