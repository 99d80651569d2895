import * as tf from "@tensorflow/tfjs";
import { matmul } from "descent/kernels/reference";
import {
  type Call,
  heap,
  type KernelCase,
  noise,
  noiseTensor,
  opCase,
  place,
  type StockKernels,
} from "./case.ts";

/** A product (m, k) by (k, n), and which factor lies transposed. */
type Product = { m: number; n: number; k: number; transposeA?: boolean; transposeB?: boolean };

/** The documented example's dense layer: 26 · 26 · 32 features to 10 classes, batch 32. */
const DENSE = { inputs: 21_632, units: 10, batch: 32 };

/**
 * Products of matrices, one for each of the kernels among which their form decides.
 *
 * @param stock tfjs's own kernels.
 * @returns The cases: the dense layer, its two gradients, a square product, and one of mostly zeros.
 */
export function products(stock: StockKernels): KernelCase[] {
  const { inputs, units, batch } = DENSE;
  const forward = { m: batch, n: units, k: inputs };
  const byWeights = { m: inputs, n: units, k: batch, transposeA: true };
  const byInputs = { m: batch, n: inputs, k: units, transposeB: true };
  return [
    productCase("matmulNarrow", forward, stock),
    productCase("matmulOuter", byWeights, stock),
    productCase("matmulShallow", byInputs, stock),
    productCase("matmulTiled", { m: 256, n: 256, k: 256 }, stock),
    sparseCase({ m: 256, n: 512, k: 784 }, stock),
  ];
}

/** Four values of five are 0, as many as in a digit's image. */
function sparseCase({ m, n, k }: Product, stock: StockKernels): KernelCase {
  const as = noise(m * k).map((value, i) => i % 5 ? 0 : value);
  const bs = noise(k * n);
  const shape = { m, n, k, aRow: k, aCol: 1, bRow: n, bCol: 1 };
  const one = opCase(
    {
      kernel: "matmulSparse",
      sizes: `${m}×${k} · ${k}×${n}, 80 % zeros`,
      work: { flop: 2 * m * n * k },
      reference: () => [matmul(as, bs, shape)],
    },
    {
      name: "BatchMatMul",
      inputs: { a: tf.tensor(as, [m, k]), b: tf.tensor(bs, [k, n]) },
      attrs: { transposeA: false, transposeB: false },
    },
    stock,
  );
  return { ...one, direct: tiledCall(as, bs, shape) };
}

/** The same by matmulTiled, on one thread. */
function tiledCall(as: Float32Array, bs: Float32Array, { m, n, k }: Product): Call {
  const [a, b, c] = [place(as), place(bs), place(m * n)];
  const scratch = place(32 + 256 * (96 + 256));
  const run = () => {
    const at = [a.address, k, 1, b.address, n, 1, c.address, n] as const;
    heap().kernels.matmulTiled(...at, m, n, k, 0, 0, scratch.address);
  };
  const values = () => {
    run();
    return [c.floats().slice()];
  };
  return { run, values };
}

function productCase(kernel: string, product: Product, stock: StockKernels): KernelCase {
  const { m, n, k, transposeA = false, transposeB = false } = product;
  const a = transposeA ? noiseTensor(1, k, m) : noiseTensor(1, m, k);
  const b = transposeB ? noiseTensor(1, n, k) : noiseTensor(1, k, n);
  const [as, bs] = [a.dataSync(), b.dataSync()];
  const [aRow, aCol] = transposeA ? [1, m] : [k, 1];
  const [bRow, bCol] = transposeB ? [1, k] : [n, 1];
  const shape = { m, n, k, aRow, aCol, bRow, bCol };
  const sizes = transposeA ? `(${k}×${m})ᵀ · ${k}×${n}` : `${m}×${k} · ` +
    (transposeB ? `(${n}×${k})ᵀ` : `${k}×${n}`);
  return opCase(
    {
      kernel,
      sizes,
      work: { flop: 2 * m * n * k },
      reference: () => [matmul(as, bs, shape)],
    },
    { name: "BatchMatMul", inputs: { a, b }, attrs: { transposeA, transposeB } },
    stock,
  );
}
