import * as tf from "@tensorflow/tfjs";
import { createPrng, permutation } from "descent/core";
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

const FLOAT = 4; // bytes

/**
 * Kernels that move numbers and compute none; their speed is told in bytes read and written.
 *
 * @param stock tfjs's own kernels.
 * @returns The cases.
 */
export function copies(stock: StockKernels): KernelCase[] {
  return [gather(stock), pad(stock), flipFilter(), isFinite()];
}

/** A batch of 32 images out of a thousand, as `model.fit` picks it. */
function gather(stock: StockKernels): KernelCase {
  const [rows, picked, length] = [1000, 32, 28 * 28];
  const x = noiseTensor(rows, length);
  const xs = x.dataSync();
  const order = permutation(rows, createPrng(0)).subarray(0, picked);
  const indices = tf.tensor1d(Int32Array.from(order), "int32");
  return opCase(
    {
      kernel: "gather",
      sizes: `${picked} of ${rows} rows of ${length}`,
      work: { bytes: 2 * picked * length * FLOAT },
      reference: () => [reference.gather(xs, order, { length })],
    },
    { name: "GatherV2", inputs: { x, indices }, attrs: { axis: 0, batchDims: 0 } },
    stock,
  );
}

/** A border of one pixel, as a "same" convolution wants it; tfjs's own is PadV2. */
function pad(stock: StockKernels): KernelCase {
  const [batch, side, channels] = [8, 26, 32];
  const shape = { batch, height: side, width: side, channels, outH: side + 2, outW: side + 2 };
  const full = { ...shape, top: 1, left: 1, stretchH: 1, stretchW: 1 };
  const x = noiseTensor(batch, side, side, channels);
  const xs = x.dataSync();
  const out = place(batch * shape.outH * shape.outW * channels);
  const { kernels, address } = heap();
  const from = address(x);
  const ours = rawCase(
    {
      kernel: "pad",
      sizes: `${batch}×${side}×${side}×${channels}, border 1`,
      work: { bytes: (x.size + out.count) * FLOAT },
      reference: () => [reference.pad(xs, full)],
    },
    () =>
      kernels.pad(
        from,
        out.address,
        batch,
        side,
        side,
        channels,
        shape.outH,
        shape.outW,
        1,
        1,
        1,
        1,
      ),
    () => [out.floats()],
  );
  const paddings = [[0, 0], [1, 1], [1, 1], [0, 0]];
  const theirs = { name: "PadV2", inputs: { x }, attrs: { paddings, constantValue: 0 } };
  return { ...opCase(ours, theirs, stock), ours: ours.ours };
}

function flipFilter(): KernelCase {
  const shape = { kH: 3, kW: 3, inC: 32, outC: 64 };
  const { kH, kW, inC, outC } = shape;
  const w = place(noise(kH * kW * inC * outC));
  const out = place(w.count);
  const { kernels } = heap();
  return rawCase(
    {
      kernel: "flipFilter",
      sizes: `${kH}×${kW}×${inC}×${outC}`,
      work: { bytes: 2 * w.count * FLOAT },
      reference: () => [reference.flipFilter(w.floats(), shape)],
    },
    () => kernels.flipFilter(w.address, out.address, kH, kW, inC, outC),
    () => [out.floats()],
  );
}

function isFinite(): KernelCase {
  const w = place(noise(216_320));
  const { kernels } = heap();
  let answer = 0;
  return rawCase(
    {
      kernel: "isFinite",
      sizes: `${w.count}`,
      work: { bytes: w.count * FLOAT },
      reference: () => [[reference.isFinite(w.floats()) ? 1 : 0]],
    },
    () => {
      answer = kernels.isFinite(w.address, w.count);
    },
    () => [[answer]],
  );
}
