import { gridBundle } from "./grid.ts";
import type { Bundle } from "./host.ts";

/** What a tensor of TensorFlow.js has that is looked at here. */
export type TensorLike = {
  shape: number[];
  dtype: string;
  data(): Promise<ArrayLike<number | string | boolean>>;
};

/** Whether a value is a tensor. Told by its parts: this folder loads no TensorFlow.js. */
export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== "object" || value === null) return false;
  const { shape, dtype, data } = value as Partial<TensorLike>;
  return Array.isArray(shape) && typeof dtype === "string" && typeof data === "function" &&
    "dataSync" in value;
}

/**
 * A tensor as a table: its shape and type, and the first and last values. One of more than two
 * dimensions is shown by its first matrix.
 *
 * @param tensor A tensor; it is not disposed of.
 * @returns HTML and text.
 */
export async function tensorBundle(tensor: TensorLike): Promise<Bundle> {
  const { shape, dtype } = tensor;
  const values = await tensor.data();
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length > 1 ? shape.at(-2)! : 1;
  const part = shape.length > 2 ? `, first ${rows} × ${columns} of it` : "";
  return gridBundle({
    caption: `Tensor [${shape.join(", ")}] ${dtype}${part}`,
    columns: Array.from({ length: columns }, (_, c) => String(c)),
    rows: values.length === 0
      ? []
      : Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (_, c) => values[r * columns + c])),
  });
}
