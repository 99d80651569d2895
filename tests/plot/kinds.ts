import {
  animation,
  barWithIntervals,
  clickableConfusion,
  computationGraph,
  confusionMatrix,
  contour,
  costCurve,
  type Figure,
  type FigureOptions,
  gainChart,
  grid,
  heatmap,
  histogram,
  imageGrid,
  liftChart,
  line,
  precisionRecallCurve,
  reliabilityDiagram,
  rocCurve,
  roofline,
  scatter,
  surface,
  thresholdSlider,
  thresholdSweep,
} from "descent/plot";
import { createPrng } from "descent/core";

/** A kind of figure for tests: a worked picture, and inputs that it must refuse. */
export type Kind = {
  name: string;
  /** Kinds without axes of their own. */
  noAxes?: true;
  make(options?: FigureOptions): Figure;
};

const normal = createPrng(1);
const draws = Float64Array.from({ length: 500 }, () => normal.nextNormal());
const steps = Array.from({ length: 12 }, (_, i) => i + 1);
const rosenbrock = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2 + 1e-3;
const valley = grid(rosenbrock, { x: [-2, 2], y: [-1, 3], steps: 60 });
const way = Array.from({ length: 20 }, (_, i) => i / 19);
const counts = Array.from(
  { length: 10 },
  (_, i) => Array.from({ length: 10 }, (_, j) => i === j ? 95 : (i * j) % 7 === 1 ? 3 : 0),
);
const rates = way.map((t) => t);

/** Every kind of figure that descent/plot makes, with an example each. */
export const KINDS: Kind[] = [
  {
    name: "line",
    make: (options) =>
      line([
        { name: "train", x: steps, y: steps.map((t) => 2 / t) },
        { name: "validation", x: steps, y: steps.map((t) => 1.6 / t + t / 20) },
        { name: "test", x: steps, y: steps.map((t) => 1.7 / t + t / 15) },
      ], options),
  },
  {
    name: "scatter",
    make: (options) =>
      scatter(
        [0, 1, 2].map((i) => ({
          name: `class ${i}`,
          x: draws.subarray(i * 100, i * 100 + 60).map((v) => v + 3 * i),
          y: draws.subarray(i * 100 + 30, i * 100 + 90).map((v) => v - 2 * (i % 2)),
        })),
        options,
      ),
  },
  {
    name: "contour",
    make: (options) =>
      contour(valley, {
        ...options,
        z: { label: "loss", log: true },
        paths: [
          { name: "sgd", x: way.map((t) => -1.5 + 2 * t), y: way.map((t) => 2.5 - 2 * t) },
          { name: "adam", x: way.map((t) => -1.5 + 2.5 * t), y: way.map((t) => 2.5 - 1.5 * t * t) },
        ],
      }),
  },
  {
    name: "surface",
    make: (options) =>
      surface(grid((x, y) => Math.sin(x) * Math.cos(y), { x: [-3, 3], y: [-3, 3], steps: 50 }), {
        ...options,
        z: { label: "height", unit: "m" },
      }),
  },
  {
    name: "heatmap",
    make: (options) =>
      heatmap([[1, -0.42, 0.1], [-0.42, 1, -0.7], [0.1, -0.7, 1]], {
        ...options,
        rows: ["size", "price", "age in years"],
        columns: ["size", "price", "age in years"],
        scale: "diverging",
        z: { label: "correlation" },
      }),
  },
  { name: "confusionMatrix", make: (options) => confusionMatrix(counts, options) },
  {
    name: "clickableConfusion",
    make: (options) =>
      clickableConfusion(
        counts,
        [[3, 5], [3, 5], [7, 7]].map(([row, column], n) => ({
          pixels: Uint8Array.from({ length: 196 }, (_, i) => 127 + 127 * Math.sin(i / (n + 1))),
          label: `p ${0.9 - n / 10}`,
          row: row!,
          column: column!,
        })),
        { imageHeight: 14, imageWidth: 14, ...options },
      ),
  },
  {
    name: "rocCurve",
    make: (options) =>
      rocCurve([
        {
          name: "naive Bayes",
          falsePositiveRate: rates,
          truePositiveRate: rates.map((t) => Math.sqrt(t)),
          area: 2 / 3,
        },
        {
          name: "network",
          falsePositiveRate: rates,
          truePositiveRate: rates.map((t) => t ** 0.2),
          area: 5 / 6,
        },
      ], options),
  },
  {
    name: "roofline",
    make: (options) =>
      roofline({
        peak: 58,
        bandwidths: [{ name: "first cache", gigabytes: 170 }, { name: "memory", gigabytes: 12 }],
        ceilings: [{ name: "one sum at a time", gigaflops: 7.3 }],
      }, [
        { name: "loop", intensity: 0.25, gigaflops: 2.2 },
        { name: "loop, compiled", intensity: 0.25, gigaflops: 2.8 },
        { name: "lanes", intensity: 0.4, gigaflops: 6.7 },
        { name: "blocks", intensity: 1.71, gigaflops: 49 },
      ], options),
  },
  {
    name: "precisionRecallCurve",
    make: (options) =>
      precisionRecallCurve([
        {
          name: "naive Bayes",
          precision: way.map((t) => 0.1 + 0.9 * t ** 2),
          recall: rates.toReversed(),
          area: 0.4,
        },
        {
          name: "network",
          precision: way.map((t) => 0.1 + 0.9 * Math.sqrt(t)),
          recall: rates.toReversed(),
          area: 0.7,
        },
      ], { ...options, baseRate: 0.1 }),
  },
  {
    name: "reliabilityDiagram",
    make: (options) =>
      reliabilityDiagram([
        {
          name: "before",
          predicted: [0.05, 0.2, 0.4, 0.6, 0.8, 0.95],
          observed: [0.2, 0.3, 0.45, 0.55, 0.66, 0.8],
          weight: [400, 60, 30, 40, 80, 600],
        },
        {
          name: "after",
          predicted: [0.21, 0.33, 0.5, 0.64, 0.79],
          observed: [0.2, 0.3, 0.52, 0.66, 0.8],
          interval: [[0.16, 0.25], [0.2, 0.41], [0.4, 0.63], [0.58, 0.73], [0.77, 0.83]],
        },
      ], options),
  },
  {
    name: "gainChart",
    make: (options) =>
      gainChart([
        { name: "naive Bayes", share: rates, gain: rates.map((t) => Math.sqrt(t)) },
        { name: "network", share: rates, gain: rates.map((t) => t ** 0.2) },
      ], options),
  },
  {
    name: "liftChart",
    make: (options) =>
      liftChart([
        { name: "naive Bayes", share: rates, lift: rates.map((t) => 4 - 3 * t) },
        { name: "network", share: rates, lift: rates.map((t) => 9 / (1 + 8 * t)) },
      ], options),
  },
  {
    name: "costCurve",
    make: (options) =>
      costCurve([
        {
          name: "naive Bayes",
          probabilityCost: [0, 0.3, 0.6, 1],
          expectedCost: [0, 0.2, 0.25, 0],
        },
        { name: "network", probabilityCost: [0, 0.5, 1], expectedCost: [0, 0.12, 0] },
      ], options),
  },
  {
    name: "thresholdSlider",
    make: (options) =>
      thresholdSlider(
        rates.map((t) => ({
          threshold: t,
          precision: 0.3 + 0.7 * t,
          recall: 1 - t ** 2,
          cost: 100 * (t - 0.3) ** 2,
        })),
        { ...options, cost: { unit: "€" } },
      ),
  },
  {
    name: "thresholdSweep",
    make: (options) =>
      thresholdSweep(rates, [
        { name: "precision", y: rates.map((t) => 0.3 + 0.7 * t) },
        { name: "recall", y: rates.map((t) => 1 - t ** 2) },
        { name: "cost", y: rates.map((t) => (t - 0.3) ** 2) },
      ], { ...options, marks: [{ at: 0.3, text: "cheapest" }] }),
  },
  {
    name: "histogram",
    make: (options) =>
      histogram([
        { name: "right", values: draws.subarray(0, 300) },
        { name: "wrong", values: draws.subarray(300).map((v) => v + 2) },
      ], options),
  },
  {
    name: "imageGrid",
    noAxes: true,
    make: (options) =>
      imageGrid(
        steps.map((n) => ({
          pixels: Uint8Array.from(
            { length: 784 },
            (_, i) => 127 + 127 * Math.sin(n * (i % 28) / 9) * Math.cos(Math.floor(i / 28) / n),
          ),
          label: `${n} → ${(n * 7) % 10}`,
        })),
        { imageHeight: 28, imageWidth: 28, ...options },
      ),
  },
  {
    name: "barWithIntervals",
    make: (options) =>
      barWithIntervals([
        { name: "documented", value: 0.981, interval: [0.978, 0.9835] },
        { name: "with pooling and dropout", value: 0.989, interval: [0.986, 0.991] },
        { name: "no scaling", value: 0.62, interval: [0.59, 0.65] },
        { name: "chance", value: 0.1 },
      ], options),
  },
  {
    name: "computationGraph",
    noAxes: true,
    make: (options) =>
      computationGraph({
        nodes: [
          { label: "x", value: 2, gradient: -0.13 },
          { label: "w", value: -0.7, gradient: 0.37 },
          { label: "×", value: -1.4, gradient: 0.185 },
          { label: "b", value: 0.3, gradient: 0.185 },
          { label: "+", value: -1.1, gradient: 0.185 },
          { label: "sigmoid", value: 0.25, gradient: 1 },
        ],
        edges: [[0, 2], [1, 2], [2, 4], [3, 4], [4, 5]].map(([from, to]) => ({
          from: from!,
          to: to!,
        })),
      }, options),
  },
  {
    name: "animation",
    make: (options) =>
      animation(
        [1, 2, 3, 4, 5].map((n) => ({
          label: String(n),
          figure: line([
            { name: "goal", x: steps, y: steps.map((t) => t / 4) },
            { name: "model", x: steps, y: steps.map((t) => (t / 4) * (n / 5) + (5 - n) / 5) },
          ], options),
        })),
        { prefix: "epoch " },
      ),
  },
];
