import * as tf from "@tensorflow/tfjs";
import * as reference from "descent/kernels/reference";
import {
  type Call,
  heap,
  type KernelCase,
  noise,
  opCase,
  place,
  type StockKernels,
} from "./case.ts";

/** Images that fill their tiles of 4 × 4 outputs, and images whose gradient does not. */
const SHAPES = [
  { batch: 8, inH: 26, inW: 26, inC: 32, outC: 64, outH: 24, outW: 24 },
  { batch: 8, inH: 14, inW: 14, inC: 64, outC: 64, outH: 12, outW: 12 },
  { batch: 8, inH: 28, inW: 28, inC: 16, outC: 16, outH: 26, outW: 26 },
];

const ATTRS = { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] };

type Shape = typeof SHAPES[number];

/**
 * Convolutions of 3 × 3 that go by Winograd's algorithm, and both gradients, beside the direct kernels.
 *
 * @param stock tfjs's own kernels.
 * @returns The cases. Operations are counted as the formula has them, not as few as are done.
 */
export function winogradConvolutions(stock: StockKernels): KernelCase[] {
  return SHAPES.flatMap((shape) => cases(shape, stock));
}

function cases(shape: Shape, stock: StockKernels): KernelCase[] {
  const { batch, inH, inW, inC, outC, outH, outW } = shape;
  const plain = { ...shape, kH: 3, kW: 3, strideH: 1, strideW: 1 };
  const xs = noise(batch * inH * inW * inC);
  const ws = noise(9 * inC * outC);
  const dys = noise(batch * outH * outW * outC);
  const x = tf.tensor(xs, [batch, inH, inW, inC]);
  const w = tf.tensor(ws, [3, 3, inC, outC]);
  const dy = tf.tensor(dys, [batch, outH, outW, outC]);
  const about = {
    sizes: `${batch}×${inH}×${inW}×${inC}, ${outC} filters 3×3`,
    work: { flop: 2 * dys.length * 9 * inC },
  };
  const direct = directCalls(shape, xs, ws, dys);
  const forward = opCase(
    {
      ...{ ...about, kernel: "winogradFilter, winogradConv2d" },
      reference: () => [reference.conv2d(xs, ws, plain)],
    },
    { name: "Conv2D", inputs: { x, filter: w }, attrs: ATTRS },
    stock,
  );
  const byInput = opCase(
    {
      ...{ ...about, kernel: "flipFilter, winogradFilter, winogradConv2d" },
      reference: () => [reference.conv2dBackpropInput(dys, ws, plain)],
    },
    {
      name: "Conv2DBackpropInput",
      inputs: { dy, filter: w },
      attrs: { ...ATTRS, inputShape: x.shape },
    },
    stock,
  );
  const byFilter = opCase(
    {
      ...{ ...about, kernel: "winogradBackpropFilter" },
      reference: () => [reference.conv2dBackpropFilter(xs, dys, plain)],
    },
    {
      name: "Conv2DBackpropFilter",
      inputs: { x, dy },
      attrs: { ...ATTRS, filterShape: w.shape },
    },
    stock,
  );
  return [
    { ...forward, direct: direct.forward },
    { ...byInput, direct: direct.byInput },
    { ...byFilter, direct: direct.byFilter },
  ];
}

/** The same by conv2d and conv2dBackpropFilter, as conv2d_at.ts calls them. */
function directCalls(
  { batch, inH, inW, inC, outC, outH, outW }: Shape,
  ...inputs: [Float32Array, Float32Array, Float32Array]
): Record<"forward" | "byInput" | "byFilter", Call> {
  const [x, w, dy] = inputs.map((values) => place(values));
  const [y, dx, dw] = [dy!, x!, w!].map(({ count }) => place(count));
  const flipped = place(9 * inC * outC);
  const spread = place(batch * (inH + 2) * (inW + 2) * outC);
  const scratch = place(10 * Math.max(inC, outC));
  const { kernels } = heap();
  return {
    forward: call(y!, () => {
      const sizes = [batch, inH, inW, inC, 3, 3, outC, outH, outW, 1, 1, 0, 0] as const;
      kernels.conv2d(x!.address, w!.address, 0, y!.address, ...sizes, scratch.address);
    }),
    byInput: call(dx!, () => {
      kernels.flipFilter(w!.address, flipped.address, 3, 3, inC, outC);
      const wide = [batch, outH, outW, outC, inH + 2, inW + 2, 2, 2, 1, 1] as const;
      kernels.pad(dy!.address, spread.address, ...wide);
      const sizes = [batch, inH + 2, inW + 2, outC, 3, 3, inC, inH, inW, 1, 1, 0, 0] as const;
      const at = [spread.address, flipped.address, 0, dx!.address] as const;
      kernels.conv2d(...at, ...sizes, scratch.address);
    }),
    byFilter: call(dw!, () => {
      const at = [x!.address, dy!.address, dw!.address] as const;
      const sizes = [batch, inH, inW, inC, 3, 3, outC, outH, outW, 1, 1] as const;
      kernels.conv2dBackpropFilter(...at, ...sizes, 0, 9 * inC);
    }),
  };
}

function call(output: { floats(): Float32Array }, run: () => void): Call {
  const values = () => {
    run();
    return [output.floats().slice()];
  };
  return { run, values };
}
