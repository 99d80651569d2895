import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../heap.ts";
import type { KernelOverride } from "../override.ts";
import { multiplyAt } from "../multiply_at.ts";
import { Convolution } from "./convolution.ts";
import { Product } from "./product.ts";
import { needsFloat32, sizeOf } from "./shapes.ts";

type Attrs = { transposeA: boolean; transposeB: boolean };
type FusedAttrs = Attrs & { activation: string };
type Inputs = { a: tf.TensorInfo; b: tf.TensorInfo };
type FusedInputs = Inputs & { bias?: tf.TensorInfo; preluActivationWeights?: tf.TensorInfo };

/** Products of at most so many terms and at least so many values may wait: see `Product`. */
const NARROW = 16;
const LARGE = 2 ** 12;

/** tfjs's BatchMatMul. A transposed factor costs nothing extra here. */
export const batchMatMul: KernelOverride<Inputs, Attrs> = {
  name: "BatchMatMul",
  takesWaiting: true,
  unsupported: ({ a, b }) => needsFloat32(a, b),
  run: ({ inputs: { a, b }, attrs, heap }) => product(heap, a, b, attrs),
};

/** tfjs's _FusedMatMul: product, bias and activation, as a dense layer asks for it. */
export const fusedMatMul: KernelOverride<FusedInputs, FusedAttrs> = {
  name: "_FusedMatMul",
  takesWaiting: true,
  unsupported({ a, b, bias, preluActivationWeights }, { activation, transposeB }) {
    if (preluActivationWeights || !["linear", "relu"].includes(activation)) {
      return `activation "linear" or "relu", got ${JSON.stringify(activation)}`;
    }
    const columns = transposeB ? b.shape.at(-2) : b.shape.at(-1);
    // [n, 1] has n values too, but tfjs adds them to the rows.
    const isRow = !bias || (bias.shape.at(-1) ?? 1) === columns && sizeOf(bias.shape) === columns;
    if (!isRow) return `one bias a column, got [${bias.shape}]`;
    return needsFloat32(a, b, bias);
  },
  run({ inputs: { a, b, bias }, attrs, heap }) {
    const c = product(heap, a, b, attrs);
    const relu = attrs.activation === "relu" ? 1 : 0;
    if (!bias && !relu || sizeOf(c.shape) === 0) return c;
    const columns = c.shape.at(-1)!;
    const rows = sizeOf(c.shape) / columns;
    const [at, biasAt] = [heap.address(c), bias ? heap.address(bias) : zeros(heap, columns)];
    heap.kernels.addBias(at, biasAt, at, rows, columns, relu);
    return c;
  },
};

function zeros(heap: Heap, count: number): number {
  const [address] = heap.scratch(count) as [number];
  heap.floats(address, count).fill(0);
  return address;
}

/** a · b over the last two axes; the axes before them are batches and broadcast. */
function product(heap: Heap, a: tf.TensorInfo, b: tf.TensorInfo, attrs: Attrs): tf.TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = attrs.transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = attrs.transposeB ? bRows : bColumns;
  const aBatch = a.shape.slice(0, -2);
  const bBatch = b.shape.slice(0, -2);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const shape = [...batch, m, n];
  const isPair = aBatch.length === bBatch.length && sizeOf(shape) === m * n;
  if (isPair && attrs.transposeB && !attrs.transposeA && k > 0 && k <= NARROW && m * n >= LARGE) {
    return heap.defer(shape, new Product(heap, a, b));
  }
  const taken = isPair && !attrs.transposeB ? ofConvolution(heap, a, b, attrs.transposeA) : null;
  if (taken) return { ...taken, shape };
  const c = heap.make(shape, "float32");
  // A sum of no terms is 0; tfjs's own kernel leaves it unset.
  if (k === 0) heap.floats(heap.address(c), sizeOf(c.shape)).fill(0);
  if (k === 0 || sizeOf(c.shape) === 0) return c;
  const [aStart, bStart, cStart] = [heap.address(a), heap.address(b), heap.address(c)];
  const aStrides = attrs.transposeA ? { row: 1, column: m } : { row: k, column: 1 };
  const bStrides = attrs.transposeB ? { row: 1, column: k } : { row: n, column: 1 };
  for (let i = 0; i < sizeOf(batch); i++) {
    const aAt = aStart + 4 * m * k * broadcastIndex(i, batch, aBatch);
    const bAt = bStart + 4 * k * n * broadcastIndex(i, batch, bBatch);
    const cAt = cStart + 4 * m * n * i;
    multiplyAt(heap, { address: aAt, ...aStrides }, { address: bAt, ...bStrides }, cAt, m, n, k);
  }
  return c;
}

/** The product with a convolution's output without all of its values; null where it needs them. */
function ofConvolution(
  heap: Heap,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  transposeA: boolean,
): tf.TensorInfo | null {
  const convolution = Convolution.of(heap, a);
  if (!convolution || a.shape.at(-2) !== convolution.info.batchSize) return null;
  return transposeA ? convolution.patches?.weightsGradient(b) ?? null : convolution.dense(a, b);
}

/** Which matrix of a factor with batch shape `shape` belongs to matrix `index` of the result. */
function broadcastIndex(index: number, batch: number[], shape: number[]): number {
  if (shape.length === 0) return 0;
  let at = 0;
  let step = 1;
  for (let axis = batch.length - 1, own = shape.length - 1; own >= 0; axis--, own--) {
    const along = index % batch[axis]!;
    index = (index - along) / batch[axis]!;
    if (shape[own]! > 1) at += along * step;
    step *= shape[own]!;
  }
  return at;
}
