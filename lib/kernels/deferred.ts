import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

declare const pinned: unique symbol;

/** A tensor with the values of now: a variable of tfjs's has others later. */
export type Pinned = tf.TensorInfo & { readonly [pinned]: true };

/** The tensor as it is now. */
export function pin({ dataId, shape, dtype }: tf.TensorInfo): Pinned {
  return { dataId, shape, dtype } as Pinned;
}

/** How the values of a tensor come about, once somebody asks for them. */
export type Recipe = {
  /** The tensors that it reads. They live on until it has run, or until nobody wants its values. */
  readonly inputs: readonly Pinned[];
  /** Writes the values to their place on the heap. */
  run(place: number): void;
  /** Frees what the recipe itself took; called once, after it ran or when it is dropped. */
  finish?(): void;
};

/** Tensors that get their values, and room for them, when somebody asks for their address. */
export type Deferrals = {
  /** A new float32 tensor of that recipe. */
  defer(shape: number[], recipe: Recipe): tf.TensorInfo;
  /** What would compute the tensor's values; undefined where they are there. */
  pending(tensor: tf.TensorInfo): Recipe | undefined;
  /** Where the values of a pending tensor will be, without computing them. */
  placeOf(tensor: tf.TensorInfo): number;
  /** How many hold a pending tensor: tensors of tfjs's, and recipes that read it. */
  holders(tensor: tf.TensorInfo): number;
  /** Keeps a tensor as it is now, also when tfjs disposes of it, until `release` is called with it. */
  hold(tensor: tf.TensorInfo): Pinned;
  release(held: Pinned): void;
  /** Says that the values of a pending tensor have been written to their place by somebody else. */
  settled(tensor: tf.TensorInfo): void;
};

/**
 * Puts off kernels of tfjs's WASM backend until their values are wanted, so that several of them can
 * run as one. Tensors never change, so when that is makes no difference.
 *
 * tfjs's kernels and ours find a tensor by the record that the backend keeps of it. The record of a
 * deferred tensor computes before it tells the address, so nobody has to know of this.
 */
export function createDeferrals(backend: BackendWasm): Deferrals {
  const recordOf = ({ dataId }: tf.TensorInfo) => {
    const record: unknown = backend.dataIdMap.get(dataId);
    return record instanceof Deferred ? record : undefined;
  };
  return {
    defer(shape, recipe) {
      const dataId = {};
      for (const { dataId } of recipe.inputs) backend.incRef(dataId);
      backend.dataIdMap.set(dataId, new Deferred(backend, shape, recipe));
      return { dataId, shape, dtype: "float32" };
    },
    pending: (tensor) => recordOf(tensor)?.recipe ?? undefined,
    placeOf: (tensor) => recordOf(tensor)!.place,
    holders: (tensor) => recordOf(tensor)!.refCount,
    hold(tensor) {
      backend.incRef(tensor.dataId);
      return pin(tensor);
    },
    release: (held) => release(backend, held),
    settled: (tensor) => recordOf(tensor)!.drop(),
  };
}

function release(backend: BackendWasm, { dataId }: Pinned): void {
  // tfjs may have let go of it before: then its count of buffers has to be told now.
  if (backend.disposeData(dataId)) tf.engine().removeDataId(dataId, backend);
}

/** What tfjs's backend keeps of a tensor: here with values that come when they are asked for. */
class Deferred {
  readonly dtype = "float32";
  #references = 1;
  /** What the backend keeps of its room, once it has one. */
  placed: { readonly id: number; readonly memoryOffset: number } | null = null;

  constructor(
    private readonly backend: BackendWasm,
    readonly shape: number[],
    public recipe: Recipe | null,
  ) {}

  get id(): number {
    if (this.recipe) this.#settle(this.recipe);
    return this.placed?.id ?? 0;
  }

  get memoryOffset(): number {
    if (this.recipe) this.#settle(this.recipe);
    return this.placed?.memoryOffset ?? 0;
  }

  /** Where the values will be: room is taken no earlier than this. */
  get place(): number {
    if (!this.placed) {
      const { dataIdMap } = this.backend;
      const { dataId } = this.backend.makeOutput(this.shape, this.dtype);
      this.placed = dataIdMap.get(dataId);
      dataIdMap.delete(dataId); // what it stood for is this tensor's now
    }
    return this.placed.memoryOffset;
  }

  get refCount(): number {
    return this.#references;
  }

  /** At 0 the values will never be wanted: tfjs frees their place next. */
  set refCount(count: number) {
    this.#references = count;
    if (count === 0) this.drop();
  }

  /** Forgets the recipe, and lets its inputs go. */
  drop(): void {
    if (!this.recipe) return;
    const { recipe, backend } = this;
    this.recipe = null;
    recipe.finish?.();
    for (const input of recipe.inputs) release(backend, input);
  }

  #settle(recipe: Recipe): void {
    for (const input of recipe.inputs) this.#bringBack(input);
    recipe.run(this.place);
    this.drop();
  }

  /** An input may have moved to another backend, when that came into use. */
  #bringBack({ dataId, shape, dtype }: tf.TensorInfo): void {
    if (this.backend.dataIdMap.has(dataId)) return;
    this.backend.move(dataId, tf.engine().readSync(dataId), shape, dtype, 1);
  }
}
