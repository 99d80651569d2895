import {
  animation,
  barWithIntervals,
  clickableConfusion,
  confusionMatrix,
  contour,
  costCurve,
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
import { assertThrows } from "@std/assert";

const flat = grid(() => 1, { x: [0, 1], y: [0, 1], steps: 3 });
const curve = { name: "net", falsePositiveRate: [0, 1], truePositiveRate: [0, 1] };
const tile = { imageHeight: 1, imageWidth: 2 };
const step = (label: string, y = [1, 2]) => ({ label, figure: line([{ y }]) });

const opened = { row: 0, column: 1, pixels: [0, 1] };
const memory = { name: "memory", gigabytes: 1 };
const program = { name: "loop", intensity: 1, gigaflops: 1 };
const outcome = { threshold: 0.5, precision: 1, recall: 1, cost: 0 };

/** What must be refused, and the whole text of the error. */
const REFUSED: [() => unknown, string][] = [
  [
    () => roofline({ peak: 1, bandwidths: [] }, [program]),
    "Cannot draw a roofline: 1 to 5 bandwidths can be told apart, got 0",
  ],
  [
    () => roofline({ peak: 1, bandwidths: Array(6).fill(memory) }, [program]),
    "Cannot draw a roofline: 1 to 5 bandwidths can be told apart, got 6",
  ],
  [
    () => roofline({ peak: 0, bandwidths: [memory] }, [program]),
    "Cannot draw a roofline: peak must hold finite numbers above 0 on a log axis (leave " +
    "others out), got 0 at 0",
  ],
  [
    () => roofline({ peak: 1, bandwidths: [memory] }, []),
    "Cannot draw a roofline: intensity must hold at least one number, got []",
  ],
  [
    () => clickableConfusion([[1, 0], [0, 1]], [opened], tile),
    "Cannot draw a clickable confusion matrix: cell (0, 1) must count its pictures, it counts 0, " +
    'got "1 pictures"',
  ],
  [
    () => clickableConfusion([[1, 1], [0, 1]], [{ ...opened, row: 2 }], tile),
    "Cannot draw a clickable confusion matrix: row of picture 0 must be a whole number from 0 to 1, got 2",
  ],
  [
    () => clickableConfusion([[1, 1], [0, 1]], [{ ...opened, pixels: [1] }], tile),
    "Cannot draw a clickable confusion matrix: picture 0 must have 2 pixels, got 1",
  ],
  [
    () => clickableConfusion([[1, 1], [0, 1]], [{ ...opened, pixels: [1, NaN] }], tile),
    "Cannot draw a clickable confusion matrix: pixels of picture 0 must be finite, got NaN",
  ],
  [
    () => thresholdSlider([outcome]),
    "Cannot draw a threshold slider: 2 to 200 thresholds are needed, got 1",
  ],
  [
    () => thresholdSlider([outcome, outcome]),
    "Cannot draw a threshold slider: each threshold may come once, got 0.5",
  ],
  [
    () => thresholdSlider([outcome, { ...outcome, threshold: 1, recall: 1.5 }]),
    "Cannot draw a threshold slider: recall must lie within 0 to 1, got 1.5",
  ],
  [
    () => thresholdSlider([outcome, { ...outcome, threshold: 1, cost: -1 }]),
    "Cannot draw a threshold slider: cost must not be below 0, got -1",
  ],
  [() => line([]), "Cannot draw a line: 1 to 6 series can be told apart in one figure, got 0"],
  [() => line([{ y: [] }]), "Cannot draw a line: y must hold at least one number, got []"],
  [
    () => line([{ name: "loss", y: [1, NaN] }]),
    'Cannot draw a line: y of "loss" must hold finite numbers (leave others out), got NaN at 1',
  ],
  [
    () => line([{ y: [1] }, { y: [Infinity] }]),
    "Cannot draw a line: y of series 1 must hold finite numbers (leave others out), got Infinity at 0",
  ],
  [
    () => line([{ x: [1, 2], y: [1] }]),
    "Cannot draw a line: x and y must have one length, got 2 and 1",
  ],
  [
    () => line([{ y: [1, 0] }], { y: { log: true } }),
    "Cannot draw a line: y must hold finite numbers above 0 on a log axis (leave others out), got 0 at 1",
  ],
  [
    () => line([{ y: [1] }], { y: { range: [2, 1] } }),
    "Cannot draw a line: y.range must be two finite numbers, smaller first, got [2, 1]",
  ],
  [
    () => line([{ y: [1] }], { height: 1.5 }),
    "Cannot draw a line: height must be a whole number from 120 to 4000, got 1.5",
  ],
  [
    () => scatter([{ y: new Float32Array(20_001) }]),
    "Cannot draw points: one figure holds at most 20000 points (draw a random part of them), got 20001",
  ],
  [
    () => contour({ x: [0], y: [0], z: [[1]] }),
    "Cannot draw a contour map: x must hold a number for each column of z, at least 2, got 1 for 1",
  ],
  [
    () => contour({ ...flat, y: [0, 2, 1] }),
    "Cannot draw a contour map: y must ascend, got 1 after 2",
  ],
  [
    () => contour({ ...flat, z: [[1, 2, 3], [1, 2], [1, 2, 3]] }),
    "Cannot draw a contour map: all rows of z must have one length, got 3 and 2",
  ],
  [
    () => contour(grid((x) => x, { x: [0, 1], y: [0, 1], steps: 2 }), { z: { log: true } }),
    "Cannot draw a contour map: z must hold finite numbers above 0 on a log axis (leave others out), got 0 at 0",
  ],
  [
    () => surface(flat, { z: { log: true } }),
    "Cannot draw a surface: z.log is not for surfaces, give the logarithms as numbers",
  ],
  [
    () => grid(() => 0, { x: [1, 0], y: [0, 1] }),
    "Cannot make a grid: x must be two finite numbers, smaller first, got [1, 0]",
  ],
  [() => heatmap([]), "Cannot draw a heatmap: matrix must hold a row, got []"],
  [
    () => heatmap([[1, 2]], { columns: ["a"] }),
    "Cannot draw a heatmap: columns must hold 2 names, got 1",
  ],
  [
    () => heatmap([new Float32Array(301)]),
    "Cannot draw a heatmap: at most 300 rows and columns fit (average neighbouring cells), got 1 rows of 301",
  ],
  [
    () => confusionMatrix([[1, 2]]),
    "Cannot draw a confusion matrix: matrix must be square, at least 2 by 2, got 1 rows of 2",
  ],
  [
    () => confusionMatrix([[1, -2], [0, 1]]),
    "Cannot draw a confusion matrix: counts must not be below 0, got -2",
  ],
  [
    () => rocCurve([{ ...curve, truePositiveRate: [0.5, 0.2] }]),
    'Cannot draw a ROC curve: truePositiveRate of "net" must ascend within 0 to 1, 2 points at least, got [0.5, 0.2]',
  ],
  [
    () => histogram([{ values: [1] }], { bins: 0 }),
    "Cannot draw a histogram: bins must be a whole number from 1 to 500, got 0",
  ],
  [
    () => imageGrid([], tile),
    "Cannot draw pictures: at least one picture is needed, got []",
  ],
  [
    () => imageGrid([{ pixels: [1] }], tile),
    "Cannot draw pictures: picture 0 must have 1 × 2 = 2 pixels, got 1",
  ],
  [
    () =>
      imageGrid([{ pixels: new Uint8Array(90_000) }, { pixels: new Uint8Array(90_000) }], {
        imageHeight: 300,
        imageWidth: 300,
      }),
    "Cannot draw pictures: at most 180000 pixels, gaps included, fit in one figure (draw fewer), got 187500",
  ],
  [
    () => imageGrid([{ pixels: [1, NaN] }], tile),
    "Cannot draw pictures: picture 0 must be finite, got NaN at 1",
  ],
  [
    () => imageGrid([{ pixels: [1, 2] }], { ...tile, range: [1, 1] }),
    "Cannot draw pictures: range[1] must be a finite number above 1, got 1",
  ],
  [() => barWithIntervals([]), "Cannot draw bars: 1 to 40 bars fit in one figure, got 0"],
  [
    () => barWithIntervals([{ name: "a", value: 1 }, { name: "a", value: 2 }]),
    'Cannot draw bars: each bar needs its own name, got "a"',
  ],
  [
    () => barWithIntervals([{ name: "a", value: 1, interval: [2, 3] }]),
    'Cannot draw bars: interval of "a" must hold its value 1, got [2, 3]',
  ],
  [
    () => barWithIntervals([{ name: "a", value: NaN }]),
    'Cannot draw bars: value of "a" must be finite, got NaN',
  ],
  [() => animation([step("1")]), "Cannot animate figures: 2 to 200 steps are needed, got 1"],
  [
    () => animation([step("1"), step("1")]),
    'Cannot animate figures: each step needs its own label, got "1"',
  ],
  [
    () => animation([step("1"), { label: "2", figure: histogram([{ values: [1] }]) }]),
    'Cannot animate figures: all steps must draw the same kinds of series (scatter), got bar in step "2"',
  ],
  [
    () => precisionRecallCurve([{ name: "net", precision: [1, 0.5], recall: [0, 1] }]),
    'Cannot draw a precision–recall curve: recall of "net" must not ascend, got 1',
  ],
  [
    () => precisionRecallCurve([{ name: "net", precision: [1.5], recall: [1] }]),
    'Cannot draw a precision–recall curve: precision of "net" must lie within 0 to 1, got 1.5',
  ],
  [
    () => reliabilityDiagram([{ name: "net", predicted: [0.1], observed: [0.2, 0.3] }]),
    "Cannot draw a reliability diagram: predicted and observed must have one length, got 1 and 2",
  ],
  [
    () =>
      reliabilityDiagram([
        { name: "net", predicted: [0.1], observed: [0.2], interval: [[0.3, 0.4]] },
      ]),
    'Cannot draw a reliability diagram: interval of "net" must hold its share 0.2, got [0.3, 0.4]',
  ],
  [
    () => gainChart([]),
    "Cannot draw a gain chart: 1 to 6 curves can be told apart in one figure, got 0",
  ],
  [
    () => liftChart([{ name: "net", share: [1], lift: [-1] }]),
    'Cannot draw a lift chart: lift of "net" must not be below 0, got -1',
  ],
  [
    () => costCurve([{ name: "net", probabilityCost: [0, 1], expectedCost: [2, 0] }]),
    'Cannot draw a cost curve: expectedCost of "net" must lie within 0 to 1, got 2',
  ],
  [
    () => thresholdSweep([0, 1, 0.5], [{ name: "recall", y: [1, 0, 0.5] }]),
    "Cannot draw a threshold sweep: thresholds must be in order, got 0.5",
  ],
];

for (const [call, text] of REFUSED) {
  Deno.test(`refuses with "${text}"`, () => {
    const error = assertThrows(call, RangeError);
    if (error.message !== text) throw new Error(`said instead: ${error.message}`);
  });
}

Deno.test("kinds name what is no list", () => {
  const notAList = "abc" as unknown as number[];
  assertThrows(
    () => scatter([{ y: notAList }]),
    TypeError,
    'Cannot draw points: y must be a list of numbers, got "abc"',
  );
});

Deno.test("animation() refuses more than 1 MB in all and says what to do", () => {
  const steps = Array.from({ length: 40 }, (_, n) => ({
    label: String(n),
    figure: heatmap(
      Array.from(
        { length: 100 },
        (_, i) => Array.from({ length: 100 }, (_, j) => Math.sin(i * j * n)),
      ),
    ),
  }));
  assertThrows(
    () => animation(steps),
    RangeError,
    "all steps together must stay below 1 MB (take fewer steps or smaller grids), got",
  );
});
