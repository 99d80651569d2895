import * as tf from "@tensorflow/tfjs";

/** A filter's rows and columns with zeros between them: a dilated convolution as a plain one. */
export function stretch(filter: tf.Tensor4D, [tall, wide]: [number, number]): tf.Tensor4D {
  if (tall === 1 && wide === 1) return filter;
  const [kH, kW, inC, outC] = filter.shape;
  const rows = tf.pad(filter.reshape([kH, 1, kW * inC * outC]), [[0, 0], [0, tall - 1], [0, 0]]);
  const cells = rows.reshape([kH * tall * kW, 1, inC * outC]);
  const columns = tf.pad(cells, [[0, 0], [0, wide - 1], [0, 0]]);
  const all = columns.reshape([kH * tall, kW * wide, inC, outC]) as tf.Tensor4D;
  return all.slice([0, 0, 0, 0], [(kH - 1) * tall + 1, (kW - 1) * wide + 1, inC, outC]);
}

/** The rows and columns that `stretch` had put zeros between. */
export function unstretch(filter: tf.Tensor4D, [tall, wide]: [number, number]): tf.Tensor4D {
  if (tall === 1 && wide === 1) return filter;
  return tf.stridedSlice(filter, [0, 0, 0, 0], filter.shape, [tall, wide, 1, 1]) as tf.Tensor4D;
}

/** One dilation for both axes, or one each. */
export function pairOf(dilations: [number, number] | number | undefined): [number, number] {
  if (Array.isArray(dilations)) return dilations;
  return [dilations ?? 1, dilations ?? 1];
}
