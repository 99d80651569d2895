import type { BackendValues, DataType } from "@tensorflow/tfjs";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Bytes of a line: room is given out in whole ones, so that more tensors fit the same. */
const LINE = 64;
/** Lines up to which room is kept for the next tensor: 4 KiB. */
const KEPT = 64;
/** Numbers of tensors begin here: tfjs's own begin with 1. */
const FIRST_NUMBER = 2 ** 30;

/** What tfjs's compiled module has besides its types. */
type Module = {
  _malloc(bytes: number): number;
  _free(place: number): void;
  HEAPU8: Uint8Array;
  HEAPF32: Float32Array;
};

/**
 * tfjs's WASM backend with less to do for each tensor. A step of training makes some two hundred small
 * ones: their room is kept for the next instead of being freed, and tfjs's compiled module is told of
 * a tensor only when one of its own kernels asks for it.
 *
 * `useBackend("wasm")` of `descent/backend` starts it.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { PooledWasm } from "descent/kernels";
 * import { assert } from "@std/assert";
 *
 * await useBackend("wasm");
 * assert(tf.backend() instanceof PooledWasm);
 * ```
 */
export class PooledWasm extends BackendWasm {
  /** Free room by lines. */
  readonly #rooms: number[][] = Array.from({ length: KEPT + 1 }, () => []);
  #next = FIRST_NUMBER;

  /** Takes values, or room for them, in as a tensor. */
  override move(
    dataId: object,
    values: BackendValues | null,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const width = dtype === "bool" ? 1 : dtype === "float32" || dtype === "int32" ? 4 : 0;
    if (width === 0) return super.move(dataId, values, shape, dtype, refCount);
    let size = 1;
    for (const length of shape) size *= length;
    const lines = Math.ceil(size * width / LINE);
    const kept = lines <= KEPT ? this.#rooms[lines]!.pop() : undefined;
    const place = kept ?? this.#module._malloc(lines * LINE) >>> 0;
    const record: TensorRecord = new Placed(this, place, lines, size, shape, dtype, refCount);
    this.dataIdMap.set(dataId, record);
    if (values === null) return;
    const { HEAPF32, HEAPU8 } = this.#module;
    if (size === 1 && dtype === "float32") HEAPF32[place / 4] = values[0] as number;
    else {
      const { buffer, byteOffset } = values as Float32Array;
      HEAPU8.set(new Uint8Array(buffer, byteOffset, size * width), place);
    }
  }

  /** Lets go of a tensor once; the last time its room is free again. */
  override disposeData(dataId: object, force = false): boolean {
    if (!this.dataIdMap.has(dataId)) return true;
    const record: { refCount: number; placed?: unknown } = this.dataIdMap.get(dataId);
    const { placed } = record;
    if (!(placed instanceof Placed)) return super.disposeData(dataId, force);
    record.refCount--;
    if (!force && record.refCount > 0) return false;
    const { lines, memoryOffset } = placed;
    if (lines <= KEPT) this.#rooms[lines]!.push(memoryOffset);
    else this.#module._free(memoryOffset);
    if (placed.number > 0) this.wasm.tfjs.disposeData(placed.number);
    this.dataIdMap.delete(dataId);
    return true;
  }

  /** Tells tfjs's compiled module of values: their number there. */
  register(size: number, place: number): number {
    this.wasm.tfjs.registerTensor(this.#next, size, place);
    return this.#next++;
  }

  get #module(): Module {
    return this.wasm as unknown as Module;
  }
}

type TensorRecord = ReturnType<PooledWasm["dataIdMap"]["get"]>;

/** What the backend keeps of a tensor. */
class Placed {
  /** Its number in tfjs's compiled module, 0 before that knows of it. */
  number = 0;

  constructor(
    private readonly backend: PooledWasm,
    readonly memoryOffset: number,
    readonly lines: number,
    private readonly size: number,
    readonly shape: number[],
    readonly dtype: DataType,
    public refCount: number,
  ) {}

  get id(): number {
    if (this.number === 0) this.number = this.backend.register(this.size, this.memoryOffset);
    return this.number;
  }

  /** The record of its room; a tensor that waits has one besides its own. */
  get placed(): this {
    return this;
  }
}
