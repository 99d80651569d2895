import type { LoadedModel } from "./loaded_model.ts";
import { Problem } from "./problem.ts";
import { parseRows, type Signature } from "./rows.ts";

/** A tensor of a request. */
export type InferTensor = { name: string; shape: number[]; datatype: string; data: unknown[] };

/** The types of numbers that a row may come in. */
const NUMBERS = /^(FP16|FP32|FP64|INT8|INT16|INT32|INT64|UINT8|UINT16|UINT32|UINT64)$/;

/**
 * The rows of an Open Inference Protocol request: one tensor of shape (rows, features), its data
 * flat or nested.
 *
 * @param tensor The tensor.
 * @param signature What the model takes.
 * @param maxRows The most rows.
 * @returns The rows.
 * @throws {Problem} Naming the field, and what is wanted and got.
 */
export function inferRows(
  { shape, datatype, data }: InferTensor,
  signature: Signature,
  maxRows: number,
): number[][] {
  if (!NUMBERS.test(datatype)) {
    const words = `inputs[0].datatype must be a type of numbers such as FP32, got ${datatype}`;
    throw new Problem("bad-input", words, { field: "inputs[0].datatype" });
  }
  const flat = data.flat(4);
  const width = signature.features.length;
  const [rows = 0, ...rest] = shape;
  const columns = rest.reduce((product, length) => product * length, 1);
  if (shape.length < 2 || columns !== width) {
    const words = `inputs[0].shape must be [rows, ${width}], got [${shape.join(",")}]`;
    throw new Problem("bad-input", words, { field: "inputs[0].shape" });
  }
  if (flat.length !== rows * width) {
    const words = `inputs[0].data must hold ${rows * width} numbers, got ${flat.length}`;
    throw new Problem("bad-input", words, { field: "inputs[0].data" });
  }
  const split = Array.from({ length: rows }, (_, i) => flat.slice(i * width, (i + 1) * width));
  return parseRows(split, signature, { field: "inputs[0].data", maxRows });
}

/** What the protocol tells of a model. */
export function modelMetadata({ name, passport }: LoadedModel, versions: string[]): object {
  const { features, outputs } = passport;
  return {
    ...{ name, versions, platform: "tensorflow.js" },
    inputs: [{ name: "input", datatype: "FP32", shape: [-1, features.length] }],
    outputs: [{ name: "output", datatype: "FP32", shape: [-1, outputs.length] }],
  };
}
