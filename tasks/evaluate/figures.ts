import {
  barWithIntervals,
  confusionMatrix,
  type Figure,
  histogram,
  precisionRecallCurve,
  reliabilityDiagram,
  rocCurve,
  scatter,
  thresholdSweep,
} from "descent/plot";
import type { ModelReport, Report } from "./report.ts";
import { worstFirst } from "./tables.ts";

/** Two stand side by side on a wide page. */
const WIDTH = 540;

/** A figure with the sentence that says how to read it. */
export type ToldFigure = { figure: Figure; text: string };

/** More classes than this are too many for one picture. */
const CLASSES = 60;

/** Bars that can be told apart. */
const BARS = 30;

/** The figures of a report, in the order of the page. */
export function figuresOf(report: Report): ToldFigure[] {
  const names = report.models.length > 1 ? ["A", "B"] : [""];
  const named = report.models.map((model, m) => ({ model, name: names[m]! }));
  return [
    ...named.flatMap(({ model, name }) => confusionFigure(model, name)),
    ...curveFigures(named, report),
    ...named.flatMap(({ model, name }) => thresholdFigure(model, name, report.positive)),
    ...named.flatMap(({ model, name }) => pairFigures(model, name)),
    ...report.slices.map((slice) => {
      const bars = worstFirst(slice).slice(0, BARS);
      return {
        figure: barWithIntervals(
          bars.map(({ group, value, interval }) => ({ name: group, value, interval })),
          {
            title: `${capital(slice.metric)} by ${slice.column}`,
            y: { label: slice.metric },
            width: WIDTH,
          },
        ),
        text: "The worst group is on the left. Small groups have wide intervals, and of many the " +
          "worst is bad by chance too.",
      };
    }),
  ];
}

type Named = { model: ModelReport; name: string };

function confusionFigure({ confusion }: ModelReport, name: string): ToldFigure[] {
  if (!confusion || confusion.labels.length < 2 || confusion.labels.length > CLASSES) return [];
  const { labels, matrix } = confusion;
  const title = `Which class is taken for which${ofModel(name)}`;
  return [{
    figure: confusionMatrix(matrix, { title, labels, width: WIDTH, height: 490 }),
    text: "Rows are true classes, columns predicted ones; the diagonal is right. " +
      "Colour is the share of the row.",
  }];
}

function curveFigures(named: Named[], { positive, models: [a] }: Report): ToldFigure[] {
  const of = <Key extends keyof ModelReport["curves"]>(key: Key) =>
    named.flatMap(({ model, name }) => {
      const curve = model.curves[key];
      return curve === undefined ? [] : [{ name: name || "model", curve: curve! }];
    });
  const [rocs, precise, reliable] = [of("roc"), of("precisionRecall"), of("reliability")];
  const figures: ToldFigure[] = [];
  if (rocs.length > 0) {
    figures.push({
      figure: rocCurve(rocs.map(({ name, curve }) => ({ name, ...curve })), {
        title: `ROC curve of ${positive}`,
      }),
      text: "Each threshold finds a share of the positives (upwards) and takes a share of the " +
        "negatives for positive (across). It does not change with how rare positives are.",
    });
  }
  if (precise.length > 0) {
    const base = shareOf(a!, positive!);
    figures.push({
      figure: precisionRecallCurve(precise.map(({ name, curve }) => ({ name, ...curve })), {
        title: `Precision and recall of ${positive}`,
        ...base === undefined ? {} : { baseRate: base },
      }),
      text:
        "Of those taken for positive, how many are, against how many of the positives are found.",
    });
  }
  if (reliable.length > 0) {
    figures.push({
      figure: reliabilityDiagram(
        reliable.map(({ name, curve }) => ({
          name,
          predicted: curve.map(({ predicted }) => predicted),
          observed: curve.map(({ observed }) => observed),
          weight: curve.map(({ weight }) => weight),
          interval: curve.map(({ interval }) => interval),
        })),
        {
          title: "Do probabilities come true?",
          x: {
            label: rocs.length > 0
              ? `predicted probability of ${positive}`
              : "probability of the predicted class",
          },
        },
      ),
      text: "On the diagonal they do; below it the model promises too much. Larger points stand " +
        "for more rows.",
    });
  }
  return figures;
}

/** The share of rows that truly have a label. */
function shareOf({ confusion }: ModelReport, label: string): number | undefined {
  if (!confusion) return undefined;
  const sums = confusion.matrix.map((row) => row.reduce((sum, times) => sum + times, 0));
  const all = sums.reduce((sum, times) => sum + times, 0);
  return (sums[confusion.labels.indexOf(label)] ?? 0) / all;
}

function thresholdFigure(
  { curves: { thresholds } }: ModelReport,
  name: string,
  positive: string | undefined,
): ToldFigure[] {
  if (!thresholds) return [];
  const { threshold, precision, recall, f1 } = thresholds;
  const best = f1.indexOf(Math.max(...f1));
  return [{
    figure: thresholdSweep(threshold, [
      { name: "precision", y: precision },
      { name: "recall", y: recall },
      { name: "F1", y: f1 },
    ], {
      width: WIDTH,
      title: `What each threshold gives${ofModel(name)}`,
      x: { label: `taken for ${positive} from this probability on`, range: [0, 1] },
      y: { range: [0, 1.02] },
      marks: [{ at: threshold[best]!, text: "highest F1" }],
    }),
    text: "A threshold chosen by these rows looks better on them than on new ones.",
  }];
}

function pairFigures({ curves: { pairs } }: ModelReport, name: string): ToldFigure[] {
  if (!pairs) return [];
  const { yTrue, yPred } = pairs;
  const both = [...yTrue, ...yPred];
  const ends = [both.reduce((a, b) => Math.min(a, b)), both.reduce((a, b) => Math.max(a, b))];
  const points = scatter([{ x: yPred, y: yTrue }], {
    width: WIDTH,
    title: `True against predicted${ofModel(name)}`,
    x: { label: "predicted" },
    y: { label: "true" },
  });
  const line = { color: "#808080", dash: "dot", width: 1 };
  const diagonal = { type: "scatter", mode: "lines", x: ends, y: ends, line, showlegend: false };
  return [{
    figure: { ...points, data: [...points.data, diagonal] },
    text: "Points on the dotted line are predicted exactly; above it the prediction is too low.",
  }, {
    figure: histogram([{ values: yTrue.map((y, i) => y - yPred[i]!) }], {
      width: WIDTH,
      title: `Errors${ofModel(name)}`,
      x: { label: "true − predicted" },
      y: { label: "rows shown above" },
    }),
    text: "Errors that are not around 0 are a bias; a long tail is a few rows that fail badly.",
  }];
}

function ofModel(name: string): string {
  return name === "" ? "" : `: ${name}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
