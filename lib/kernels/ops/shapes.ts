import * as tf from "@tensorflow/tfjs";

/** Number of elements of a shape; 1 for a scalar's empty shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Null if all of the tensors are float32 with at least one element, else what is needed. */
export function needsFloats(...tensors: (tf.TensorInfo | null | undefined)[]): string | null {
  for (const tensor of tensors) {
    if (!tensor) continue;
    if (tensor.dtype !== "float32") return `float32 tensors, got ${tensor.dtype}`;
    if (sizeOf(tensor.shape) === 0) return `tensors with elements, got shape [${tensor.shape}]`;
  }
  return null;
}
