import * as tf from "@tensorflow/tfjs";

/** Number of elements of a shape; 1 for a scalar's empty shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

type Maybe = tf.TensorInfo | null | undefined;

/** Null if all of the tensors are float32, else what is needed. */
export function needsFloat32(...tensors: Maybe[]): string | null {
  for (const tensor of tensors) { // hundreds of times in a step of training: no closures
    if (tensor && tensor.dtype !== "float32") return `float32 tensors, got ${tensor.dtype}`;
  }
  return null;
}

/** Null if all of the tensors are float32 with at least one element, else what is needed. */
export function needsFloats(...tensors: Maybe[]): string | null {
  const other = needsFloat32(...tensors);
  if (other) return other;
  for (const tensor of tensors) {
    if (tensor && sizeOf(tensor.shape) === 0) {
      return `tensors with elements, got shape [${tensor.shape}]`;
    }
  }
  return null;
}
