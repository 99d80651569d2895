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
  const other = tensors.find((tensor) => tensor && tensor.dtype !== "float32");
  return other ? `float32 tensors, got ${other.dtype}` : null;
}

/** Null if all of the tensors are float32 with at least one element, else what is needed. */
export function needsFloats(...tensors: Maybe[]): string | null {
  const empty = tensors.find((tensor) => tensor && sizeOf(tensor.shape) === 0);
  if (empty) return needsFloat32(...tensors) ?? `tensors with elements, got shape [${empty.shape}]`;
  return needsFloat32(...tensors);
}
