import * as tf from "@tensorflow/tfjs";
import type { KernelOverride } from "../override.ts";
import { needsFloat32, sizeOf } from "./shapes.ts";

type Inputs = Record<string, tf.TensorInfo>;

/**
 * tfjs's Einsum, as one matrix product: the axes of each factor are brought into the order (shared
 * and kept, own, summed). Not in tfjs's WASM.
 */
export const einsum: KernelOverride<Inputs, { equation: string }> = {
  name: "Einsum",
  bridged: true,
  unsupported: (inputs) => needsFloat32(...Object.values(inputs)),
  run({ inputs, attrs: { equation } }) {
    const tensors = Object.values(inputs);
    const { factors, result } = parse(equation, tensors);
    const [a, b] = factors;
    return intermediates((keep) => {
      const from = keep(sumOut(a!, (letter) => !result.includes(letter) && !b?.has(letter)));
      if (!b) return permute(from, result);
      const to = keep(sumOut(b, (letter) => !result.includes(letter) && !a!.has(letter)));
      return contract(from, to, result, keep);
    });
  },
};

/** A tensor and the letter of each of its axes. */
type Lettered = { tensor: tf.TensorInfo; letters: string[]; has(letter: string): boolean };
type Keep = (made: Lettered) => Lettered;

/** tfjs has checked nothing but the arrow: its helpers say what is wrong with an equation. */
function parse(equation: string, tensors: tf.TensorInfo[]) {
  const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as tf.Tensor[]);
  const [inputs, result] = equation.replaceAll(/\s/g, "").split("->") as [string, string];
  const factors = inputs.split(",").map((term, i) => lettered(tensors[i]!, [...term]));
  return { factors, result: [...result] };
}

function lettered(tensor: tf.TensorInfo, letters: string[]): Lettered {
  return { tensor, letters, has: (letter) => letters.includes(letter) };
}

/** a · b over the letters that the result lacks. */
function contract(a: Lettered, b: Lettered, result: string[], keep: Keep): tf.TensorInfo {
  const batch = result.filter((letter) => a.has(letter) && b.has(letter));
  const summed = a.letters.filter((letter) => b.has(letter) && !result.includes(letter));
  const rows = a.letters.filter((letter) => !b.has(letter));
  const columns = b.letters.filter((letter) => !a.has(letter));
  const sizes = (x: Lettered, letters: string[]) =>
    letters.map((letter) => x.tensor.shape[x.letters.indexOf(letter)]!);
  const [m, k, n] = [sizes(a, rows), sizes(a, summed), sizes(b, columns)];
  const s = sizes(a, batch);
  const left = matrices(a, [...batch, ...rows, ...summed], [sizeOf(s), sizeOf(m), sizeOf(k)], keep);
  const right = matrices(
    b,
    [...batch, ...summed, ...columns],
    [sizeOf(s), sizeOf(k), sizeOf(n)],
    keep,
  );
  const product = call("BatchMatMul", { a: left, b: right }, {
    transposeA: false,
    transposeB: false,
  });
  const letters = [...batch, ...rows, ...columns];
  keep(lettered(product, letters));
  const shaped = call("Reshape", { x: product }, { shape: [...s, ...m, ...n] });
  keep(lettered(shaped, letters));
  return permute(lettered(shaped, letters), result);
}

/** A factor with its axes in this order, taken together to three. */
function matrices(x: Lettered, order: string[], shape: number[], keep: Keep): tf.TensorInfo {
  const ordered = permute(x, order);
  keep(lettered(ordered, order));
  const tensor = call("Reshape", { x: ordered }, { shape });
  keep(lettered(tensor, []));
  return tensor;
}

/** The sum over the axes whose letter is to go. */
function sumOut(x: Lettered, goes: (letter: string) => boolean): Lettered {
  const axis = x.letters.flatMap((letter, i) => goes(letter) ? [i] : []);
  if (axis.length === 0) return lettered(call("Identity", { x: x.tensor }, {}), x.letters);
  const tensor = call("Sum", { x: x.tensor }, { axis, keepDims: false });
  return lettered(tensor, x.letters.filter((letter) => !goes(letter)));
}

function permute(x: Lettered, order: string[]): tf.TensorInfo {
  const perm = order.map((letter) => x.letters.indexOf(letter));
  return call("Transpose", { x: x.tensor }, { perm });
}

/** Another kernel of the backend, ours or tfjs's. */
function call(name: string, inputs: Record<string, tf.TensorInfo>, attrs: object): tf.TensorInfo {
  const kernel = tf.getKernel(name, "wasm");
  const backend = tf.engine().findBackend("wasm");
  return kernel.kernelFunc({ inputs, backend, attrs: attrs as never }) as tf.TensorInfo;
}

/** Frees what was kept on the way to the result. */
function intermediates(make: (keep: Keep) => tf.TensorInfo): tf.TensorInfo {
  const kept: tf.TensorInfo[] = [];
  const result = make((made) => {
    kept.push(made.tensor);
    return made;
  });
  const backend = tf.engine().findBackend("wasm");
  for (const { dataId } of kept) backend.disposeData(dataId);
  return result;
}
