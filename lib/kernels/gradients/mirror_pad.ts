import * as tf from "@tensorflow/tfjs";

type Attrs = { paddings: [before: number, after: number][]; mode: "reflect" | "symmetric" };

/**
 * The gradient of mirrored padding. tfjs's hands on the middle alone and forgets what the mirrored
 * edges ask of the values that they repeat.
 */
export function registerMirrorPadGradient(): void {
  tf.registerGradient({
    kernelName: "MirrorPad",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => addUp(dy as tf.Tensor, x!, attrs as unknown as Attrs),
    }),
  });
}

/** Axis by axis: each value gets the sum over the places that it stands at. */
function addUp(dy: tf.Tensor, x: tf.Tensor, { paddings, mode }: Attrs): tf.Tensor {
  return paddings.reduce((sum, [before, after], axis) => {
    const length = x.shape[axis]!;
    const places = Array.from(
      { length: before + length + after },
      (_, i) => mirrored(i - before, length, mode === "reflect" ? 1 : 0),
    );
    const order = x.shape.map((_, i) => i);
    [order[0], order[axis]] = [axis, 0]; // its own inverse
    const turned = tf.transpose(sum, order);
    const ids = tf.tensor1d(places, "int32");
    return tf.transpose(tf.unsortedSegmentSum(turned, ids, length), order);
  }, dy);
}

/** Where a place outside of 0 to length − 1 lies in the mirror; `skip` 1 leaves out the edge itself. */
function mirrored(place: number, length: number, skip: 0 | 1): number {
  if (place < 0) return -place - 1 + skip;
  return place < length ? place : 2 * length - place - 1 - skip;
}
