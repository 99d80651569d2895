import * as tf from "@tensorflow/tfjs";
import * as reference from "descent/kernels/reference";
import {
  heap,
  type KernelCase,
  noise,
  noiseTensor,
  opCase,
  place,
  rawCase,
  type StockKernels,
} from "./case.ts";

/** The documented example's activations: 32 images of 26 × 26 places, and their 32 channels. */
const [ROWS, COLUMNS] = [32 * 26 * 26, 32];

/** Its dense layer's weights. */
const WEIGHTS = 216_320;

/**
 * Kernels that do little with every number: they wait for memory more than for the processor.
 *
 * @param stock tfjs's own kernels.
 * @returns The cases.
 */
export function passes(stock: StockKernels): KernelCase[] {
  return [
    ...rowPasses(stock),
    reluGradBias(),
    maxPoolGrad(stock),
    adam(),
    adam64(),
    sqrt(stock),
    clip(stock),
  ];
}

const about = { sizes: `${ROWS}×${COLUMNS}`, work: { flop: ROWS * COLUMNS } };

function rowPasses(stock: StockKernels): KernelCase[] {
  const [x, dy] = [noiseTensor(ROWS, COLUMNS), noiseTensor(ROWS, COLUMNS, 1)];
  const bias = noiseTensor(COLUMNS);
  const shape = { rows: ROWS, columns: COLUMNS };
  const [xs, dys, biases] = [x.dataSync(), dy.dataSync(), bias.dataSync()];
  const biased = () => [reference.addBias(xs, biases, shape)];
  const sums = () => [reference.columnSums(xs, shape)];
  const grad = () => [reference.reluGrad(dys, xs)];
  const add = { name: "Add", inputs: { a: x, b: bias } };
  const sum = { name: "Sum", inputs: { x }, attrs: { axis: 0, keepDims: false } };
  const relu = { name: "DescentReluGrad", inputs: { dy, y: x } };
  return [
    opCase({ ...about, kernel: "addBias", reference: biased }, add, stock),
    opCase({ ...about, kernel: "columnSums", reference: sums }, sum, stock),
    opCase({ ...about, kernel: "reluGrad", reference: grad }, relu, stock),
  ];
}

function reluGradBias(): KernelCase {
  const values = noise(ROWS * COLUMNS);
  const [dy, y, dx] = [place(values), place(values.toReversed()), place(values.length)];
  const db = place(COLUMNS);
  const shape = { rows: ROWS, columns: COLUMNS };
  const { kernels } = heap();
  return rawCase(
    {
      ...about,
      kernel: "reluGradBias",
      reference: () => {
        const { dx, db } = reference.reluGradBias(dy.floats(), y.floats(), shape);
        return [dx, db];
      },
    },
    () => kernels.reluGradBias(dy.address, y.address, dx.address, db.address, ROWS, COLUMNS),
    () => [dx.floats(), db.floats()],
  );
}

function maxPoolGrad(stock: StockKernels): KernelCase {
  const shape = { batch: 32, inH: 26, inW: 26, channels: 32, outH: 13, outW: 13, kH: 2, kW: 2 };
  const input = noiseTensor(32, 26, 26, 32) as tf.Tensor4D;
  const dy = noiseTensor(32, 13, 13, 32);
  const [inputs, dys] = [input.dataSync(), dy.dataSync()];
  const windows = { ...shape, strideH: 2, strideW: 2, top: 0, left: 0 };
  return opCase(
    {
      kernel: "maxPoolGrad",
      sizes: "32×26×26×32, windows 2×2",
      work: { flop: input.size },
      reference: () => [reference.maxPoolGrad(inputs, dys, windows)],
    },
    {
      name: "MaxPoolGrad",
      inputs: { dy, input, output: tf.maxPool(input, 2, 2, "valid") },
      attrs: { filterSize: [2, 2], strides: [2, 2], pad: "valid" },
    },
    stock,
  );
}

/** tfjs takes a dozen kernels for this, so none of them is its counterpart. */
function adam(): KernelCase {
  const [w, g] = [place(noise(WEIGHTS)), place(noise(WEIGHTS).toReversed())];
  const [to, m, v] = [place(WEIGHTS), place(WEIGHTS), place(WEIGHTS)];
  const [rate, beta1, beta2, epsilon, scale] = [1e-3, 0.9, 0.999, 1e-7, 1];
  const addresses = [w, to, m, v, g].map(({ address }) => address);
  const [wAt, toAt, mAt, vAt, gAt] = addresses as [number, number, number, number, number];
  const { kernels } = heap();
  return rawCase(
    {
      kernel: "adam",
      sizes: `${WEIGHTS} weights`,
      work: { flop: 13 * WEIGHTS }, // 7 for the moments, 6 for the step
      reference: () => {
        const zeros = new Float32Array(WEIGHTS);
        const settings = { rate, beta1, beta2, epsilon, scale };
        const state = { w: w.floats(), m: zeros, v: zeros };
        return [reference.adam(state, { g: g.floats(), ...settings }).w];
      },
    },
    () => kernels.adam(wAt, toAt, mAt, vAt, gAt, WEIGHTS, rate, beta1, beta2, epsilon, scale),
    () => [to.floats()],
    () => {
      m.floats().fill(0);
      v.floats().fill(0);
    },
  );
}

/** As descent/optim takes it for many parameters; nothing of tfjs has 64 bits. */
function adam64(): KernelCase {
  const start = Float64Array.from(noise(WEIGHTS));
  const slope = start.toReversed();
  const places = [start, new Float64Array(WEIGHTS), new Float64Array(WEIGHTS), slope].map(place64);
  const [w, m, v, g] = places as [Placed64, Placed64, Placed64, Placed64];
  const step = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, scale: 1 };
  const { rate, beta1, beta2, epsilon, scale } = step;
  const addresses = places.map(({ address }) => address) as [number, number, number, number];
  const { kernels } = heap();
  return rawCase(
    {
      kernel: "adam64",
      sizes: `${WEIGHTS} weights`,
      work: { flop: 13 * WEIGHTS },
      reference() {
        const zeros = new Float64Array(WEIGHTS);
        return [reference.adam64({ w: start, m: zeros, v: zeros }, { g: slope, ...step }).w];
      },
    },
    () => kernels.adam64(...addresses, WEIGHTS, rate, beta1, beta2, epsilon, scale),
    () => [w.numbers()],
    () => {
      w.numbers().set(start);
      m.numbers().fill(0);
      v.numbers().fill(0);
      g.numbers().set(slope);
    },
  );
}

type Placed64 = { address: number; numbers(): Float64Array };

/** Two places of the heap make one of 64 bits. */
function place64(values: Float64Array): Placed64 {
  const { address, floats } = place(2 * values.length);
  const numbers = () => new Float64Array(floats().buffer, address, values.length);
  numbers().set(values);
  return { address, numbers };
}

function sqrt(stock: StockKernels): KernelCase {
  const x = tf.abs(noiseTensor(WEIGHTS));
  const xs = x.dataSync();
  return opCase(
    {
      kernel: "sqrt",
      sizes: `${WEIGHTS}`,
      work: { flop: WEIGHTS },
      reference: () => [reference.sqrt(xs)],
    },
    { name: "Sqrt", inputs: { x } },
    stock,
  );
}

function clip(stock: StockKernels): KernelCase {
  const x = noiseTensor(WEIGHTS);
  const xs = x.dataSync();
  const [low, high] = [-0.25, 0.5];
  return opCase(
    {
      kernel: "clip",
      sizes: `${WEIGHTS}`,
      work: { flop: 2 * WEIGHTS },
      reference: () => [reference.clip(xs, { low, high })],
    },
    { name: "ClipByValue", inputs: { x }, attrs: { clipValueMin: low, clipValueMax: high } },
    stock,
  );
}
