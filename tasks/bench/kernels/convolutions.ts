import * as reference from "descent/kernels/reference";
import { type KernelCase, noiseTensor, opCase, type StockKernels } from "./case.ts";

type Shape = Omit<reference.ConvShape, "strideH" | "strideW">;

/** The documented example's layer, with a batch of it. */
const FIRST = { batch: 32, inH: 28, inW: 28, inC: 1, kH: 3, kW: 3, outC: 32, outH: 26, outW: 26 };

/** A layer in the middle of LeNet's kind of network, where every channel meets every other. */
const MIDDLE = { batch: 8, inH: 14, inW: 14, inC: 32, kH: 5, kW: 5, outC: 64, outH: 10, outW: 10 };

const ATTRS = { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] };

/**
 * Convolution and its gradients.
 *
 * @param stock tfjs's own kernels.
 * @returns The cases, on images without blank places.
 */
export function convolutions(stock: StockKernels): KernelCase[] {
  return [
    ...filterCases(FIRST, stock), // nobody asks for the gradient of the pixels
    ...filterCases(MIDDLE, stock),
    inputGradient(MIDDLE, stock),
  ];
}

function filterCases(shape: Shape, stock: StockKernels): KernelCase[] {
  const { x, w, dy, plain, about } = prepare(shape);
  const [xs, ws, dys] = [x.dataSync(), w.dataSync(), dy.dataSync()];
  const forward = () => [reference.conv2d(xs, ws, plain)];
  const backward = () => [reference.conv2dBackpropFilter(xs, dys, plain)];
  return [
    opCase(
      { ...about, kernel: "conv2d", reference: forward },
      { name: "Conv2D", inputs: { x, filter: w }, attrs: ATTRS },
      stock,
    ),
    opCase({ ...about, kernel: "conv2dBackpropFilter", reference: backward }, {
      name: "Conv2DBackpropFilter",
      inputs: { x, dy },
      attrs: { ...ATTRS, filterShape: w.shape },
    }, stock),
  ];
}

/** pad, flipFilter and conv2d one after the other. */
function inputGradient(shape: Shape, stock: StockKernels): KernelCase {
  const { x, w, dy, plain, about } = prepare(shape);
  const [ws, dys] = [w.dataSync(), dy.dataSync()];
  const backward = () => [reference.conv2dBackpropInput(dys, ws, plain)];
  return opCase({ ...about, kernel: "pad, flipFilter, conv2d", reference: backward }, {
    name: "Conv2DBackpropInput",
    inputs: { dy, filter: w },
    attrs: { ...ATTRS, inputShape: x.shape },
  }, stock);
}

function prepare(shape: Shape) {
  const { batch, inH, inW, inC, kH, kW, outC, outH, outW } = shape;
  const dy = noiseTensor(batch, outH, outW, outC);
  return {
    x: noiseTensor(batch, inH, inW, inC),
    w: noiseTensor(kH, kW, inC, outC),
    dy,
    plain: { ...shape, strideH: 1, strideW: 1 },
    about: {
      sizes: `${batch}×${inH}×${inW}×${inC}, ${outC} filters ${kH}×${kW}`,
      work: { flop: 2 * dy.size * kH * kW * inC },
    },
  };
}
