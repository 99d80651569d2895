import type { DataType, TensorInfo } from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { createDeferrals, type Deferrals } from "./deferred.ts";
import { isShared, loadKernels } from "./load.ts";
import { createPool, loneThread, type Pool } from "./pool.ts";
import { type SplitKernels, splitKernels } from "./split_kernels.ts";

/** tfjs's WASM backend seen as what the kernels need: addresses, new tensors and scratch room. */
export type Heap = Deferrals & {
  /** All of the kernels; large calls share their work among the threads where they can be cut. */
  readonly kernels: SplitKernels;
  /** Whether the kernels fuse products and sums (relaxed SIMD). */
  readonly relaxedSimd: boolean;
  /** The threads, for what is cut by who calls it. */
  readonly pool: Pool;
  /** Byte address of a tensor's first value; computes the values first if they were put off. */
  address(tensor: TensorInfo): number;
  /** A new tensor whose values are not set yet. */
  make(shape: number[], dtype: DataType): TensorInfo;
  /** A second name for the same values. */
  share(tensor: TensorInfo): TensorInfo;
  /** The values of an int32 tensor, as a view that holds until the next allocation. */
  int32(tensor: TensorInfo): Int32Array;
  /** A view of `count` floats at an address; holds until the next allocation. */
  floats(address: number, count: number): Float32Array<ArrayBuffer>;
  /** Room for `count` float32 values, 64-byte aligned, until `free` is called with the result. */
  allocate(count: number): Block;
  free(block: Block): void;
  /**
   * Addresses of blocks for `floats` float32 values each, 64-byte aligned. They belong to the
   * caller until the next call of `scratch`.
   */
  scratch(...floats: number[]): number[];
};

/** Room on the heap: where it starts, and what the allocator calls it. */
export type Block = { readonly address: number; readonly handle: number };

/** Cache lines are 64 bytes: a block that starts on one is read with the fewest of them. */
const LINE = 64;

/** The kernels, loaded onto the memory of an initialised WASM backend. */
export function createHeap(backend: BackendWasm): Heap {
  const { _malloc, _free } = allocatorOf(backend);
  const memory = memoryOf(backend);
  const { kernels, module, relaxedSimd } = loadKernels(memory);
  const pool = isShared(memory) ? createPool(kernels, module, memory) : loneThread(kernels);
  let scratchBlock: Block | null = null;
  let scratchFloats = 0;
  const allocate = (count: number): Block => {
    const handle = _malloc(count * 4 + LINE) >>> 0;
    return { address: handle + LINE - (handle % LINE), handle };
  };
  const free = ({ handle }: Block) => _free(handle);
  return {
    ...createDeferrals(backend),
    kernels: splitKernels(kernels, pool),
    relaxedSimd,
    pool,
    address: (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    make: (shape, dtype) => backend.makeOutput(shape, dtype),
    share(tensor) {
      backend.incRef(tensor.dataId);
      return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
    },
    int32: (tensor) => backend.typedArrayFromHeap(tensor) as Int32Array,
    floats: (address, count) => new Float32Array(memory.buffer as ArrayBuffer, address, count),
    allocate,
    free,
    scratch(...floats) {
      let needed = 0;
      const offsets = floats.map((count) => {
        const offset = needed;
        needed += Math.ceil((count * 4) / LINE) * LINE / 4;
        return offset;
      });
      if (!scratchBlock || needed > scratchFloats) {
        if (scratchBlock) free(scratchBlock);
        scratchBlock = allocate(needed);
        scratchFloats = needed;
      }
      const { address } = scratchBlock;
      return offsets.map((offset) => address + 4 * offset);
    },
  };
}

/** tfjs does not publish its memory, but its compiled module exports it. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const module = backend.wasm as unknown as {
    asm?: { memory?: WebAssembly.Memory };
    wasmMemory?: WebAssembly.Memory;
  };
  const memory = module.asm?.memory ?? module.wasmMemory;
  if (memory) return memory;
  throw new TypeError(
    "Cannot reach the memory of tfjs's WASM backend: @tensorflow/tfjs-backend-wasm must be 4.22.0",
  );
}

/** tfjs's compiled module brings C's allocator along; its types do not say so. */
function allocatorOf(backend: BackendWasm): {
  _malloc(bytes: number): number;
  _free(address: number): void;
} {
  return backend.wasm as unknown as ReturnType<typeof allocatorOf>;
}
