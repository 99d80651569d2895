import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { createPrng } from "descent/core";
import { type Heap, heapOf } from "descent/kernels";

/** One kernel at one size, ready to be called. */
export type KernelCase = KernelWork & {
  /** Calls our kernel. */
  ours: Call;
  /** Calls tfjs's own WASM kernel for the same, where there is one. */
  stock?: Call;
  /** Calls our kernels for the same that take no short cut, where `ours` takes one. */
  direct?: Call;
};

/** What a kernel is to do. */
export type KernelWork = {
  /** Its name in lib/kernels. */
  kernel: string;
  /** What it is given, for people. */
  sizes: string;
  /** Floating-point operations of the formula; for a copy bytes read and written. */
  work: { flop: number } | { bytes: number };
  /** The plain loop over the same numbers; its outputs. */
  reference(): ArrayLike<number>[];
};

/** A call that can be timed apart from reading its outputs. */
export type Call = { run(): void; values(): ArrayLike<number>[] };

/** tfjs's own kernels by name, as they were before ours took their places. */
export type StockKernels = (name: string) => tf.KernelConfig | undefined;

/** A call of one of tfjs's kernels: name, tensors by name, attributes. */
export type Op = { name: string; inputs: Record<string, tf.Tensor>; attrs?: object };

/**
 * A case for a kernel that stands behind one of tfjs's: ours and tfjs's own get the same call.
 *
 * @param work What it is to do.
 * @param op The call.
 * @param stock tfjs's own kernels.
 * @returns The case; without `stock` where tfjs's WASM backend has no such kernel.
 */
export function opCase(work: KernelWork, op: Op, stock: StockKernels): KernelCase {
  const theirs = stock(op.name);
  const ours = opCall(tf.getKernel(op.name, "wasm"), op);
  return { ...work, ours, ...(theirs ? { stock: opCall(theirs, op) } : {}) };
}

/**
 * A case for a kernel that is called on addresses.
 *
 * @param work What it is to do.
 * @param run Calls it.
 * @param read The outputs of the last call.
 * @param setUp Puts back what a call changes; done before the call whose outputs are read.
 * @returns The case, which tfjs has nothing to set against.
 */
export function rawCase(
  work: KernelWork,
  run: () => void,
  read: () => ArrayLike<number>[],
  setUp: () => void = () => {},
): KernelCase {
  const values = () => {
    setUp();
    run();
    return read();
  };
  return { ...work, ours: { run, values } };
}

/** Numbers on the heap of tfjs's WASM backend. */
export type Placed = {
  address: number;
  count: number;
  /** A view that holds until the heap grows. */
  floats(): Float32Array;
};

/** The heap of tfjs's WASM backend. */
export function heap(): Heap {
  return heapOf(tf.backend() as BackendWasm);
}

/**
 * Puts numbers on the heap, for a kernel that is called on addresses.
 *
 * @param values float32 or int32 values, or a count for as many zeros.
 * @returns Where they lie.
 */
export function place(values: Float32Array | Int32Array | number): Placed {
  const count = typeof values === "number" ? values : values.length;
  const { address } = heap().allocate(count);
  const floats = () => heap().floats(address, count);
  if (values instanceof Int32Array) new Int32Array(floats().buffer, address, count).set(values);
  else if (typeof values === "number") floats().fill(0);
  else floats().set(values);
  return { address, count, floats };
}

/**
 * Numbers that look like activations: uniform on [-1, 1), the same for the same count.
 *
 * @param n How many.
 * @returns The numbers.
 */
export function noise(n: number): Float32Array<ArrayBuffer> {
  const prng = createPrng(n);
  return Float32Array.from({ length: n }, () => 2 * prng.next() - 1);
}

/**
 * The same as a tensor.
 *
 * @param shape Its shape.
 * @returns A tensor on the backend in use.
 */
export function noiseTensor(...shape: number[]): tf.Tensor {
  return tf.tensor(noise(shape.reduce((product, n) => product * n, 1)), shape);
}

function opCall(kernel: tf.KernelConfig, { inputs, attrs = {} }: Op): Call {
  const backend = tf.backend() as BackendWasm;
  const call = () => {
    const output = kernel.kernelFunc({ inputs, attrs: attrs as tf.NamedAttrMap, backend });
    return output as tf.TensorInfo; // none of the kernels measured here has two
  };
  return {
    run() {
      const output = call();
      heap().address(output); // a tensor that waits is computed when somebody asks for its place
      backend.disposeData(output.dataId);
    },
    values() {
      const output = call();
      const values = (backend.readSync(output.dataId) as Float32Array).slice();
      backend.disposeData(output.dataId);
      return [values];
    },
  };
}
