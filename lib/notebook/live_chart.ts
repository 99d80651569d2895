import { cannot } from "../core/mod.ts";
import { chartSvg } from "./chart_svg.ts";
import { createCurve, type Point } from "./curve.ts";
import { escapeHtml } from "./escape.ts";
import { formatNumber } from "./grid.ts";
import type { Bundle } from "./host.ts";
import { session } from "./session.ts";
import { createThrottle } from "./throttle.ts";

/** Settings of `liveChart`. */
export type LiveChartOptions = {
  /** What is drawn, a panel each: names of numbers in the logs. @default ["loss", "accuracy"] */
  series?: string[];
  /** What runs along the bottom. @default "epoch" */
  xLabel?: string;
};

/** What training tells after a step: where it is, and the numbers so far. */
export type StepLike = { epoch: number; epochs: number; step: number; steps: number };

/** What training tells after an epoch. */
export type EpochLike = { epoch: number; epochs: number };

/** Numbers by name. */
export type Numbers = { [name: string]: number };

/** What training tells, numbers by name among it. */
export type LogLike = { [name: string]: unknown };

/** A chart that grows. Its functions may be handed over alone: `{ onStep: chart.onStep }`. */
export type LiveChart = {
  /** A training step was made; the log also has the numbers. */
  onStep: (log: StepLike & LogLike) => void;
  /** An epoch is over: a dot on each curve. After the last one the chart is final. */
  onEpoch: (log: EpochLike & LogLike) => void;
  /**
   * Another point, for loops of one's own.
   *
   * @param x Where it stands along the bottom.
   * @param values A number for each series; one left out adds no point.
   */
  add: (x: number, values: Numbers) => void;
  /** Nothing more will come. */
  done: () => void;
};

const REDRAW_MS = 250; // four times a second: each drawing is a message of some ten kilobytes
const MOST_POINTS = 400; // more than one a pixel cannot be seen

/**
 * A chart of training curves that grows in place while training runs, a panel for each number. The
 * saved notebook keeps the last state as a picture. Outside a notebook it prints one line at the end.
 *
 * @param options `series` names the numbers.
 * @returns What to hand to training.
 * @throws {RangeError} If `series` is empty.
 *
 * @example
 * ```ts
 * import { liveChart } from "descent/notebook";
 *
 * const chart = liveChart({ series: ["loss"] });
 * const where = { epoch: 1, epochs: 1, steps: 2 };
 * chart.onStep({ ...where, step: 1, loss: 0.9 });
 * chart.onStep({ ...where, step: 2, loss: 0.5 });
 * chart.onEpoch({ ...where, loss: 0.7 }); // usually: train(model, data, { …, ...chart })
 * ```
 */
export function liveChart(options: LiveChartOptions = {}): LiveChart {
  const { series = ["loss", "accuracy"], xLabel = "epoch" } = options;
  if (series.length === 0) {
    throw new RangeError(cannot("draw a live chart", "series must name at least one number", []));
  }
  const curves = series.map((name) => ({
    name,
    steps: createCurve(MOST_POINTS),
    dots: [] as Point[],
  }));
  const bundle = () =>
    chartBundle(
      curves.map(({ name, steps, dots }) => ({
        name,
        curve: steps.points(),
        dots,
      })),
      xLabel,
    );
  const live = session().screen.live();
  const throttle = createThrottle(() => live.draw(bundle()), REDRAW_MS);
  let over = false;
  const add = (x: number, values: LogLike, isEpoch = false) => {
    for (const { name, steps, dots } of curves) {
      const y = values[name];
      if (typeof y !== "number") continue;
      if (isEpoch) dots.push({ x, y });
      else steps.add(x, y);
    }
    throttle.changed();
  };
  const done = () => {
    if (over) return;
    over = true;
    throttle.stop();
    live.done(bundle());
  };
  session().screen.beforeCellEnds(throttle.flush);
  return {
    onStep: (log) => add(log.epoch - 1 + log.step / log.steps, log),
    onEpoch(log) {
      add(log.epoch, log, true);
      if (log.epoch >= log.epochs) done();
    },
    add: (x, values) => add(x, values),
    done,
  };
}

/** The chart as an image (an untrusted notebook shows it too) and as a line with the last numbers. */
function chartBundle(panels: Parameters<typeof chartSvg>[0], xLabel: string): Bundle {
  const source = new TextEncoder().encode(chartSvg(panels, xLabel)).toBase64();
  const lastOf = ({ curve, dots }: typeof panels[number]) => (dots.at(-1) ?? curve.at(-1))?.y;
  const parts = panels.map((panel) => {
    const last = lastOf(panel);
    return `${panel.name} ${last === undefined ? "–" : formatNumber(last)}`;
  });
  const text = parts.join(", ");
  return {
    "text/html": `<img alt="${escapeHtml(text)}" src="data:image/svg+xml;base64,${source}">`,
    "text/plain": text,
  };
}
