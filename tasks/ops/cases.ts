import * as tf from "@tensorflow/tfjs";

/** Something that tfjs can take the gradient of, with inputs at which it has one. */
export type OpCase = {
  /** The row's name: tfjs's kernel or layer, and what is special about the case. */
  name: string;
  /** Shapes of the inputs that gradients are asked of. */
  shapes: number[][];
  /** Values of the inputs lie between these. @default -1 to 1 */
  range?: [low: number, high: number];
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
};

type Unary = (x: tf.Tensor) => tf.Tensor;
const unary = (name: string, f: Unary, range?: [number, number]): OpCase => ({
  name,
  shapes: [[2, 5]],
  f,
  ...range && { range },
});
const binary = (
  name: string,
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  range?: [number, number],
): OpCase => ({ name, shapes: [[3, 4], [4]], f: f as OpCase["f"], ...range && { range } });
/** An operation on values of a shape. */
const of = (name: string, shapes: number[][], f: OpCase["f"]): OpCase => ({ name, shapes, f });

const x2 = (x: tf.Tensor) => x as tf.Tensor2D;
const x4 = (x: tf.Tensor) => x as tf.Tensor4D;
const x5 = (x: tf.Tensor) => x as tf.Tensor5D;

/** What jumps between whole answers. */
const steps = (x: tf.Tensor): tf.Tensor[] => [
  ...[tf.equal(x, 0), tf.notEqual(x, 0), tf.greater(x, 5), tf.less(x, 5), tf.lessEqual(x, 5)],
  ...[tf.isNaN(x), tf.isInf(x), tf.isFinite(x), tf.onesLike(x), tf.zerosLike(x)],
  tf.logicalNot(tf.logicalOr(tf.greater(x, 5), tf.less(x, -5))),
  tf.all(tf.less(x, 5)),
  tf.any(tf.less(x, 5)),
  ...[tf.argMax(tf.mul(x, tf.range(1, 5)), 0), tf.argMin(tf.mul(x, tf.range(1, 5)), 0)],
  tf.reshape(tf.sum(tf.oneHot(tf.cast(x, "int32"), 3), -1), [3, 4]),
];

/** Every operation of tfjs that has a gradient or could have one, and the cases in which one of its backends errs. */
export const OP_CASES: OpCase[] = [
  unary("Abs", tf.abs, [0.2, 1]),
  unary("Acos", tf.acos, [-0.8, 0.8]),
  unary("Acosh", tf.acosh, [1.5, 3]),
  binary("Add", tf.add),
  of("AddN", [[2, 3], [2, 3]], (a, b) => tf.addN([a!, b!])),
  of("AddN of 20", [[2, 3]], (x) => tf.addN(Array.from({ length: 20 }, () => x!))),
  unary("Asin", tf.asin, [-0.8, 0.8]),
  unary("Asinh", tf.asinh),
  unary("Atan", tf.atan),
  binary("Atan2", tf.atan2, [0.3, 1]),
  unary("Atanh", tf.atanh, [-0.8, 0.8]),
  of("AvgPool", [[2, 4, 4, 3]], (x) => tf.avgPool(x4(x!), 2, 2, "valid")),
  of("AvgPool, same padding", [[2, 5, 5, 3]], (x) => tf.avgPool(x4(x!), 3, 2, "same")),
  of("AvgPool3D, same padding", [[1, 3, 3, 3, 2]], (x) => tf.avgPool3d(x5(x!), 2, 2, "same")),
  of("BatchMatMul", [[2, 3, 4], [2, 4, 5]], (a, b) => tf.matMul(a!, b!)),
  of(
    "BatchMatMul, both transposed",
    [[2, 4, 3], [2, 5, 4]],
    (a, b) => tf.matMul(a!, b!, true, true),
  ),
  of(
    "BatchToSpaceND",
    [[4, 2, 2, 1]],
    (x) => tf.batchToSpaceND(x4(x!), [2, 2], [[0, 0], [0, 0]]),
  ),
  of("BroadcastTo", [[1, 3]], (x) => tf.broadcastTo(x2(x!), [4, 3])),
  unary("Cast", (x) => tf.cast(x, "float32")),
  unary("Ceil", tf.ceil, [0.2, 0.8]),
  unary("ClipByValue", (x) => tf.clipByValue(x, -5, 5)),
  of("Complex, FFT", [[2, 8]], (x) => tf.real(tf.fft(tf.complex(x!, tf.zerosLike(x!))))),
  of("Concat", [[2, 3], [2, 4]], (a, b) => tf.concat([x2(a!), x2(b!)], 1)),
  of("Conv2D", [[2, 5, 5, 2], [3, 3, 2, 4]], (x, w) => tf.conv2d(x4(x!), x4(w!), 1, "valid")),
  of(
    "Conv2D, stride 2, same padding",
    [[2, 6, 6, 2], [3, 3, 2, 4]],
    (x, w) => tf.conv2d(x4(x!), x4(w!), 2, "same"),
  ),
  of(
    "Conv2D, dilated",
    [[2, 6, 6, 2], [3, 3, 2, 4]],
    (x, w) => tf.conv2d(x4(x!), x4(w!), 1, "same", "NHWC", 2),
  ),
  of(
    "Conv2DBackpropInput (conv2dTranspose)",
    [[2, 3, 3, 2], [3, 3, 4, 2]],
    (x, w) => tf.conv2dTranspose(x4(x!), x4(w!), [2, 6, 6, 4], 2, "same"),
  ),
  of(
    "Conv2DBackpropFilter",
    [[2, 5, 5, 2], [2, 3, 3, 3]],
    (x, dy) => {
      const sizes = { strides: 1, pad: "valid", dataFormat: "NHWC", filterShape: [3, 3, 2, 3] };
      return tf.engine().runKernel("Conv2DBackpropFilter", { x: x!, dy: dy! }, sizes) as tf.Tensor;
    },
  ),
  of(
    "Conv3D, stride 2",
    [[1, 5, 5, 5, 2], [3, 3, 3, 2, 2]],
    (x, w) => tf.conv3d(x5(x!), x5(w!), 2, "valid"),
  ),
  of(
    "Conv3DBackpropInputV2 (conv3dTranspose)",
    [[1, 2, 2, 2, 2], [2, 2, 2, 3, 2]],
    (x, w) => tf.conv3dTranspose(x5(x!), x5(w!), [1, 4, 4, 4, 3], 2, "valid" as "same"),
  ),
  unary("Cos", tf.cos),
  unary("Cosh", tf.cosh),
  of("Cumprod", [[3, 4]], (x) => tf.cumprod(x!, 1)),
  of("Cumsum", [[3, 4]], (x) => tf.cumsum(x!, 1)),
  of(
    "DepthToSpace",
    [[1, 2, 3, 8]],
    (x) => tf.depthToSpace(x4(x!), 2, "NHWC"),
  ),
  of(
    "DepthwiseConv2dNative",
    [[2, 5, 5, 3], [3, 3, 3, 2]],
    (x, w) => tf.depthwiseConv2d(x4(x!), x4(w!), 1, "same"),
  ),
  of(
    "DepthwiseConv2dNative, dilated",
    [[2, 5, 5, 3], [3, 3, 3, 1]],
    (x, w) => tf.depthwiseConv2d(x4(x!), x4(w!), 1, "same", "NHWC", 2),
  ),
  of("Diag", [[4]], (x) => tf.diag(x!)),
  of(
    "Dilation2D",
    [[1, 4, 4, 2], [2, 2, 2]],
    (x, w) => tf.dilation2d(x4(x!), w as tf.Tensor3D, 1, "valid"),
  ),
  of("Einsum", [[3, 4], [4, 5]], (a, b) => tf.einsum("ij,jk->ik", a!, b!)),
  of("Einsum, all letters summed", [[3, 4], [3, 4]], (a, b) => tf.einsum("ij,ij->", a!, b!)),
  unary("Elu", tf.elu, [-1, -0.2]),
  of(
    "Equal, and other steps",
    [[3, 4]],
    (x) =>
      steps(x!)
        .map((step) => tf.mul(x!, tf.cast(step, "float32")) as tf.Tensor)
        .reduce((sum, product) => tf.add(sum, product)), // WebGPU cannot add so many at once
  ),
  unary("Erf", tf.erf),
  unary("Exp", tf.exp),
  of("ExpandDims", [[2, 3]], (x) => tf.expandDims(x!, 1)),
  unary("Expm1", tf.expm1),
  of("FlipLeftRight", [[2, 3, 4, 2]], (x) => tf.image.flipLeftRight(x4(x!))),
  unary("Floor", tf.floor, [0.2, 0.8]),
  binary("FloorDiv", tf.floorDiv, [0.6, 0.9]),
  of(
    "FusedBatchNorm",
    [[2, 3, 3, 4], [4], [4]],
    (x, offset, scale) =>
      tf.batchNorm(
        x4(x!),
        tf.tensor1d([0.1, 0.2, 0.3, 0.4]),
        tf.tensor1d([1, 2, 3, 4]),
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
  ),
  of(
    "FusedConv2D, dilated, with bias",
    [[2, 6, 6, 2], [3, 3, 2, 4], [4]],
    (x, filter, bias) =>
      tf.fused.conv2d({
        ...{ x: x4(x!), filter: x4(filter!), bias: bias!, strides: 1, pad: "same" },
        dilations: [2, 2],
      }),
  ),
  of(
    "GatherNd",
    [[3, 4, 2]],
    (x) => tf.gatherND(x!, tf.tensor2d([[0, 1], [2, 3], [0, 1]], [3, 2], "int32")),
  ),
  of("GatherV2", [[5, 3]], (x) => tf.gather(x!, tf.tensor1d([0, 2, 2, 4], "int32"))),
  of(
    "GatherV2, batches of indices",
    [[2, 5, 3]],
    (x) => tf.gather(x!, tf.tensor2d([[0, 2], [2, 4]], [2, 2], "int32"), 1, 1),
  ),
  binary("GreaterEqual", (a, b) => tf.greaterEqual(a, b).toFloat().mul(a)),
  unary("Identity", (x) => x.clone()),
  of("LRN", [[1, 3, 3, 6]], (x) => tf.localResponseNormalization(x4(x!), 2)),
  unary("LeakyRelu", (x) => tf.leakyRelu(x, 0.2), [-1, -0.2]),
  unary("Log", tf.log, [0.5, 2]),
  unary("Log1p", tf.log1p, [0.5, 2]),
  of(
    "LogicalAnd",
    [[3, 4]],
    (x) => tf.mul(x!, tf.logicalAnd(tf.greater(x!, -2), tf.less(x!, 2)).toFloat()),
  ),
  of("LogSoftmax", [[3, 4]], (x) => tf.logSoftmax(x!)),
  unary("LogSigmoid", tf.logSigmoid),
  of("Max", [[3, 4]], (x) => tf.max(x!, 1)),
  binary("Maximum", tf.maximum),
  of("MaxPool", [[2, 4, 4, 5]], (x) => tf.maxPool(x4(x!), 2, 2, "valid")),
  of(
    "MaxPool, windows below 0",
    [[2, 4, 4, 5]],
    (x) => tf.maxPool(tf.sub(x4(x!), 3), 2, 2, "same"),
  ),
  of(
    "MaxPoolWithArgmax",
    [[2, 4, 4, 3]],
    (x) => tf.maxPoolWithArgmax(x4(x!), 2, 2, "valid").result!,
  ),
  of(
    "MaxPool3D, windows below 0",
    [[1, 4, 4, 4, 2]],
    (x) => tf.maxPool3d(tf.sub(x5(x!), 3), 2, 2, "valid"),
  ),
  of("Mean", [[3, 4]], (x) => tf.mean(x!, 0)),
  of("Min", [[3, 4]], (x) => tf.min(x!, 1)),
  binary("Minimum", tf.minimum),
  of("MirrorPad", [[3, 4]], (x) => tf.mirrorPad(x!, [[1, 1], [1, 1]], "reflect")),
  binary("Mod", tf.mod, [0.4, 0.7]),
  binary("Multiply", tf.mul),
  unary("Neg", tf.neg),
  of("Pack", [[2, 3], [2, 3]], (a, b) => tf.stack([a!, b!])),
  of("PadV2", [[2, 3]], (x) => tf.pad(x!, [[1, 0], [2, 1]])),
  binary("Pow", tf.pow, [0.5, 1.5]),
  of("Prelu", [[3, 4], [4]], (x, alpha) => tf.prelu(x!, alpha!)),
  of("Prod", [[3, 4]], (x) => tf.prod(x!, 1)),
  binary("RealDiv", tf.div, [0.5, 1.5]),
  unary("Reciprocal", tf.reciprocal, [0.5, 1.5]),
  unary("Relu", tf.relu),
  unary("Relu6", tf.relu6),
  of("Reshape", [[2, 6]], (x) => tf.reshape(x!, [3, 4])),
  of("ResizeBilinear", [[1, 3, 3, 2]], (x) => tf.image.resizeBilinear(x4(x!), [5, 5])),
  of(
    "ResizeNearestNeighbor, batch 2",
    [[2, 3, 3, 2]],
    (x) => tf.image.resizeNearestNeighbor(x4(x!), [6, 6]),
  ),
  of("Reverse", [[2, 3]], (x) => tf.reverse(x!, 1)),
  unary("Round", tf.round, [0.1, 0.4]),
  unary("Rsqrt", tf.rsqrt, [0.5, 1.5]),
  binary(
    "Select",
    (a, b) => tf.where(tf.greater(tf.ones([3, 4]), 0.5), a, tf.broadcastTo(b, [3, 4])),
  ),
  of(
    "ScatterNd",
    [[3, 2]],
    (x) => tf.scatterND(tf.tensor2d([[1], [3], [1]], [3, 1], "int32"), x!, [4, 2]),
  ),
  unary("Selu", tf.selu, [-1, -0.2]),
  unary("Sigmoid", tf.sigmoid),
  unary("Sign", tf.sign, [0.2, 1]),
  unary("Sin", tf.sin),
  unary("Sinh", tf.sinh),
  of("Slice", [[4, 5]], (x) => tf.slice(x2(x!), [1, 2], [2, 2])),
  of("Softmax", [[3, 4]], (x) => tf.softmax(x!)),
  unary("Softplus", tf.softplus),
  of("SpaceToBatchND", [[1, 4, 4, 1]], (x) => tf.spaceToBatchND(x4(x!), [2, 2], [[0, 0], [0, 0]])),
  of(
    "SparseToDense",
    [[3], []],
    (x, rest) => tf.sparseToDense(tf.tensor1d([0, 2, 5], "int32"), x!, [6], rest as tf.Scalar),
  ),
  of("SplitV", [[2, 6]], (x) => tf.split(x!, 3, 1)[1]!),
  unary("Sqrt", tf.sqrt, [0.5, 1.5]),
  unary("Square", tf.square),
  binary("SquaredDifference", tf.squaredDifference),
  unary("Step", (x) => tf.step(x, 0.1)),
  of("StridedSlice", [[4, 5]], (x) => tf.stridedSlice(x!, [0, 1], [4, 5], [2, 2])),
  binary("Sub", tf.sub),
  of("Sum", [[3, 4]], (x) => tf.sum(x!, 0)),
  unary("Tan", tf.tan),
  unary("Tanh", tf.tanh),
  of(
    "TensorScatterUpdate",
    [[5, 2], [2, 2]],
    (x, rows) => tf.tensorScatterUpdate(x!, tf.tensor2d([[1], [4]], [2, 1], "int32"), rows!),
  ),
  of("Tile", [[2, 3]], (x) => tf.tile(x!, [2, 3])),
  of("TopK", [[3, 5]], (x) => tf.topk(x!, 2).values),
  of("Transpose", [[2, 3, 4]], (x) => tf.transpose(x!, [2, 0, 1])),
  of("Unpack", [[3, 4]], (x) => tf.unstack(x!)[1]!),
  of(
    "UnsortedSegmentSum",
    [[5, 3]],
    (x) => tf.unsortedSegmentSum(x!, tf.tensor1d([0, 2, 0, 1, 2], "int32"), 3),
  ),
];
