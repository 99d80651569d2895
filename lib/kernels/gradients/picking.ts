import * as tf from "@tensorflow/tfjs";

type Slice =
  & { begin: number[]; end: number[]; strides: number[] }
  & Record<
    "beginMask" | "endMask" | "ellipsisMask" | "newAxisMask" | "shrinkAxisMask",
    number
  >;
type Gradient = Omit<tf.GradConfig, "kernelName">;

/** Gradients of operations that pick some of their input's values, and leave the others. */
const PICKING: Record<string, Gradient> = {
  Diag: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({
      x: () => {
        const diagonal = tf.range(0, x!.size ** 2, x!.size + 1, "int32");
        return tf.reshape(tf.gather(flat(dy), diagonal), x!.shape);
      },
    }),
  },
  MaxPoolWithArgmax: {
    inputsToSave: ["x"],
    outputsToSave: [false, true],
    gradFunc: (dys, [x, places], attrs) => ({
      x: () => {
        const dy = (dys as unknown as tf.Tensor[])[0]!;
        const apart = !attrs.includeBatchInIndex;
        return addAt(dy, apart ? rowsApart(places!, x!.size / x!.shape[0]!) : places!, x!.shape);
      },
    }),
  },
  StridedSlice: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => addAt(dy as tf.Tensor, slicePlaces(x!.shape, attrs as unknown as Slice), x!.shape),
    }),
  },
  TopK: {
    inputsToSave: ["x"],
    outputsToSave: [false, true],
    gradFunc: (dys, [x, places]) => ({
      x: () => {
        const dy = (dys as unknown as tf.Tensor[])[0]!;
        const [n, k] = [x!.shape.at(-1)!, dy.shape.at(-1)!];
        return addAt(dy, rowsApart(tf.reshape(places!, [-1, k]), n), x!.shape);
      },
    }),
  },
};

/** Gradients of operations that pick values, which tfjs lacks on every backend. */
export function registerPickingGradients(): void {
  for (const [kernelName, gradient] of Object.entries(PICKING)) {
    tf.registerGradient({ kernelName, ...gradient });
  }
}

/** Zeros of a shape, with each value of `dy` added at its place, counted through the whole. */
function addAt(dy: tf.Tensor, places: tf.Tensor, shape: number[]): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  const indices = tf.reshape(tf.cast(places, "int32"), [-1, 1]);
  return tf.reshape(tf.scatterND(indices, flat(dy), [size]), shape);
}

/** Where in the whole each value of a slice with steps came from. */
function slicePlaces(shape: number[], slice: Slice): tf.Tensor {
  const { begin, end, strides } = tf.slice_util.sliceInfo(
    ...[shape, slice.begin, slice.end, slice.strides, slice.beginMask] as const,
    ...[slice.endMask, slice.ellipsisMask, slice.newAxisMask, slice.shrinkAxisMask] as const,
  );
  const taken = tf.slice_util.computeOutShape(begin, end, strides);
  let places = [0];
  for (const [axis, size] of shape.entries()) {
    const indices = Array.from(
      { length: taken[axis]! },
      (_, i) => begin[axis]! + i * strides[axis]!,
    );
    places = places.flatMap((place) => indices.map((index) => place * size + index));
  }
  return tf.tensor1d(places, "int32");
}

/** Places within rows of `n`, as places in the whole. */
function rowsApart(places: tf.Tensor, n: number): tf.Tensor {
  const rows = places.shape[0]!;
  const starts = tf.mul(tf.range(0, rows, 1, "int32"), tf.scalar(n, "int32"));
  const shape = [rows, ...places.shape.slice(1).fill(1)];
  return tf.add(tf.cast(places, "int32"), tf.reshape(starts, shape));
}

function flat(x: tf.Tensor | tf.Tensor[]): tf.Tensor1D {
  return tf.reshape(x as tf.Tensor, [-1]);
}
