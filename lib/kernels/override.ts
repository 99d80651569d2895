import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { bridgeTo } from "./bridge.ts";
import { cannot } from "../core/mod.ts";
import { createHeap, type Heap } from "./heap.ts";

/** What tfjs hands to a kernel. Inputs and attributes differ from kernel to kernel. */
export type KernelCall<Inputs, Attrs> = { inputs: Inputs; attrs: Attrs; heap: Heap };

/** One kernel of ours for tfjs's WASM backend. */
export type KernelOverride<Inputs, Attrs> = {
  /** tfjs's name of the kernel. */
  name: string;
  /**
   * Null if ours takes the call; otherwise what it would need, in words. Then tfjs's own kernel
   * runs, and where there is none the words become the error.
   */
  unsupported(inputs: Inputs, attrs: Attrs): string | null;
  run(call: KernelCall<Inputs, Attrs>): tf.TensorInfo | tf.TensorInfo[];
  /**
   * Whether it takes tensors that wait. Such a kernel asks for all addresses before it takes scratch
   * room, since what waits takes some too. The others get tensors whose values are there.
   */
  takesWaiting?: boolean;
  /** Whether what ours does not take, and tfjs's WASM lacks, goes to tfjs's JavaScript backend. */
  bridged?: boolean;
};

const heaps = new WeakMap<BackendWasm, Heap>();

/**
 * The memory of tfjs's WASM backend as the kernels see it; made once for a backend.
 *
 * @param backend The backend, initialised: `tf.backend()` while "wasm" is in use.
 * @returns Addresses, new tensors, scratch room and the kernels on that memory.
 * @throws {TypeError} If the backend is not that of @tensorflow/tfjs-backend-wasm 4.22.0.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
 * import { useBackend } from "descent/backend";
 * import { heapOf } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const heap = heapOf(tf.backend() as BackendWasm);
 * const tensor = tf.tensor1d([1, 2]);
 * assertEquals([...heap.floats(heap.address(tensor), 2)], [1, 2]);
 * ```
 */
export function heapOf(backend: BackendWasm): Heap {
  const known = heaps.get(backend);
  if (known) return known;
  const heap = createHeap(backend);
  heaps.set(backend, heap);
  return heap;
}

/** Puts one kernel in front of tfjs's own one on the backend "wasm". */
export function override<Inputs, Attrs>(
  { name, unsupported, run, takesWaiting, bridged }: KernelOverride<Inputs, Attrs>,
  warn: (text: string) => void,
): void {
  const stock = tf.getKernel(name, "wasm");
  const otherwise = stock?.kernelFunc ?? (bridged ? bridgeTo(name, warn) : undefined);
  const kernelFunc: tf.KernelFunc = (params) => {
    const inputs = params.inputs as unknown as Inputs;
    const attrs = params.attrs as unknown as Attrs;
    const needed = unsupported(inputs, attrs);
    if (needed === null) {
      return run({ inputs, attrs, heap: heapOf(params.backend as BackendWasm) });
    }
    if (otherwise) return otherwise(params);
    throw new RangeError(cannot(`run ${name} on the WASM backend`, needed));
  };
  if (stock) tf.unregisterKernel(name, "wasm");
  tf.registerKernel({
    ...stock,
    kernelName: name,
    backendName: "wasm",
    kernelFunc: takesWaiting ? kernelFunc : onValues(kernelFunc),
  });
}

/**
 * A kernel of tfjs's that gets tensors whose values are there already: computing them while it holds
 * views of the heap could move the heap away from under those.
 */
export function onValues(kernel: tf.KernelFunc): tf.KernelFunc {
  return (params) => {
    const { dataIdMap } = params.backend as BackendWasm;
    for (const input of Object.values(params.inputs)) {
      // Optional inputs may be missing; some kernels take lists, as inputs by number.
      if (input) dataIdMap.get((input as tf.TensorInfo).dataId)?.memoryOffset;
    }
    return kernel(params);
  };
}
