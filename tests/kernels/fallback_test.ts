import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { useBackend } from "descent/backend";
import { onCpu, onWasm } from "./backends.ts";
import { assertWithin, floats, sizeOf } from "./values.ts";

// What our kernels do not take, tfjs's own ones do as if ours were not there.

const x4 = (shape: [number, number, number, number]) =>
  tf.tensor4d(floats(sizeOf(shape), 1), shape);
const w4 = (shape: [number, number, number, number]) =>
  tf.tensor4d(floats(sizeOf(shape), 2), shape);

const SAME_AS_CPU: [string, () => tf.Tensor][] = [
  [
    "conv2d with dilation",
    () => tf.conv2d(x4([2, 7, 8, 3]), w4([3, 2, 3, 4]), 1, "same", "NHWC", [2, 1]),
  ],
  [
    "conv2d with negative padding",
    () => tf.conv2d(x4([2, 7, 8, 3]), w4([3, 2, 3, 4]), 1, [[0, 0], [-1, 1], [2, -2], [0, 0]]),
  ],
  [
    "conv2d of no images",
    () => tf.conv2d(x4([0, 5, 5, 1]), w4([3, 3, 1, 2]), 1, "valid"),
  ],
  [
    "conv2d's input gradient with padding as large as the filter",
    () => tf.grad((x) => tf.conv2d(x as tf.Tensor4D, w4([2, 3, 2, 4]), 1, 3))(x4([2, 4, 5, 2])),
  ],
  [
    "fused conv2d with another activation",
    () =>
      tf.fused.conv2d({
        x: x4([2, 5, 5, 2]),
        filter: w4([3, 3, 2, 4]),
        strides: 1,
        pad: "same",
        bias: tf.tensor1d(floats(4, 3)),
        activation: "relu6",
      }),
  ],
  [
    "fused matMul with another activation",
    () =>
      tf.fused.matMul({
        a: tf.tensor2d(floats(15, 1), [3, 5]),
        b: tf.tensor2d(floats(20, 2), [5, 4]),
        bias: tf.tensor1d(floats(4, 3)),
        activation: "elu",
      }),
  ],
  [
    "maxPool's gradient of no images",
    () => tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 1, "valid"))(tf.zeros([0, 4, 4, 1])),
  ],
];

for (const [name, make] of SAME_AS_CPU) {
  Deno.test(`${name} on WASM is left to tfjs's own kernel`, async () => {
    const [[own], [other]] = [await onWasm(() => [make()]), await onCpu(() => [make()])];
    assertEquals(own!.shape, other!.shape);
    assertWithin(own!.values, other!.values, () => 1e-5, name);
  });
}

// tfjs's own WASM kernels refuse these; so do we, in their words.
const REFUSED: [string, () => tf.Tensor, string][] = [
  [
    "conv2d with channels first",
    () => tf.conv2d(x4([1, 1, 5, 5]), w4([3, 3, 1, 2]), 1, "valid", "NCHW"),
    "wasm backend Conv2D does not support dataFormat:'channelsFirst'. Please use 'channelsLast'.",
  ],
  [
    "matMul of whole numbers",
    () => tf.matMul(tf.ones([2, 2], "int32"), tf.ones([2, 2], "int32")),
    "BatchMatMul for non non-float32 tensors not yet supported.",
  ],
  [
    "fused conv2d with one bias for all channels",
    () =>
      tf.fused.conv2d({
        x: x4([1, 5, 5, 1]),
        filter: w4([3, 3, 1, 2]),
        strides: 1,
        pad: "valid",
        bias: tf.tensor1d([1]),
      }),
    "FusedConv2D bias shape (1) does not match the number of output channels (2)",
  ],
  [
    "fused matMul with one bias a row",
    () =>
      tf.fused.matMul({ a: tf.ones([2, 2]), b: tf.ones([2, 2]), bias: tf.tensor2d([[1], [2]]) }),
    "_FusedMatMul only supports rank-1 bias but got rank 2.",
  ],
];

for (const [name, make, message] of REFUSED) {
  Deno.test(`${name} on WASM fails as without our kernels`, async () => {
    await useBackend("wasm");
    assertThrows(() => tf.tidy(make), Error, message);
  });
}

/** Runs the filter gradient with other settings than `conv2d` would ask it for. */
function filterGradient(
  { dtype = "float32", batch = 1, ...attrs }: {
    dtype?: "float32" | "int32";
    batch?: number;
    dataFormat?: string;
    dilations?: number[];
    pad?: number[][];
  },
): tf.Tensor {
  const inputs = { x: tf.ones([batch, 5, 5, 1], dtype), dy: tf.ones([batch, 3, 3, 2], dtype) };
  const all = { filterShape: [3, 3, 1, 2], strides: 1, pad: "valid", dataFormat: "NHWC", ...attrs };
  return tf.engine().runKernel("Conv2DBackpropFilter", inputs, all) as tf.Tensor;
}

const NOT_TAKEN: [Parameters<typeof filterGradient>[0], string][] = [
  [{ dilations: [2, 1] }, "dilations of 1, got [2,1]"],
  [{ dataFormat: "NCHW" }, 'dataFormat "NHWC", got "NCHW"'],
  [{ dtype: "int32" }, "float32 tensors, got int32"],
  [{ batch: 0 }, "tensors with elements, got shape [0,5,5,1]"],
  [
    { pad: [[0, 0], [-1, 1], [0, 0], [0, 0]] },
    "padding in whole numbers of 0 or more, got [0,0,-1,1,0,0,0,0]",
  ],
];

for (const [settings, needed] of NOT_TAKEN) {
  Deno.test(`Conv2DBackpropFilter, which tfjs lacks on WASM, says it needs ${needed}`, async () => {
    await useBackend("wasm");
    assertThrows(
      () => tf.tidy(() => filterGradient(settings)),
      RangeError,
      `Cannot run Conv2DBackpropFilter on the WASM backend: ${needed}`,
    );
  });
}
