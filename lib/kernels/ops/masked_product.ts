import type * as tf from "@tensorflow/tfjs";
import { pin, type Pinned, type Recipe } from "../deferred.ts";
import type { Heap } from "../heap.ts";
import type { Convolution } from "./convolution.ts";
import type { Product } from "./product.ts";
import { sizeOf } from "./shapes.ts";

/**
 * The gradient by a convolution's output before its ReLU, where a dense layer follows that took less
 * than all of the convolution: product of the layer's gradient and weights, 0 where the ReLU was 0.
 * The convolution's own gradients come from it without its values.
 */
export class MaskedProduct implements Recipe {
  readonly inputs: readonly [dy: Pinned, y: Pinned, a: Pinned, b: Pinned];

  constructor(
    private readonly heap: Heap,
    dy: tf.TensorInfo,
    y: tf.TensorInfo,
    product: Product,
    private readonly convolution: Convolution,
  ) {
    this.inputs = [pin(dy), pin(y), product.a, product.b];
  }

  run(place: number): void {
    const { heap, inputs: [dy, y] } = this;
    heap.kernels.reluGrad(heap.address(dy), heap.address(y), place, sizeOf(y.shape));
  }

  /** The gradient by the convolution's bias; null where it takes the values. */
  biasGradient(): Float32Array | null {
    const [, , a, b] = this.inputs;
    return this.convolution.patches?.biasGradient(a, b) ?? null;
  }

  /** Writes the gradient by the convolution's filter to `dw`; false where it takes the values. */
  filterGradient(at: { x: number; dw: number }): boolean {
    const [, , a, b] = this.inputs;
    return this.convolution.patches?.filterGradient(a, b, at) ?? false;
  }

  /** Whether this is the gradient of a convolution of that input and those sizes. */
  isOf(x: tf.TensorInfo, filterShape: readonly number[]): boolean {
    const { x: own, filter } = this.convolution.tensors;
    return x.dataId === own.dataId && String(filterShape) === String(filter.shape);
  }
}
