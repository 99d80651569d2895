import type * as tf from "@tensorflow/tfjs";
import { pin, type Pinned, type Recipe } from "../deferred.ts";
import type { Heap } from "../heap.ts";
import { multiplyAt } from "../multiply_at.ts";

/**
 * a · bᵀ of two matrices (m, k) and (n, k): the gradient by a dense layer's input. Put off, since where
 * that input is a convolution's output little of it may be wanted.
 */
export class Product implements Recipe {
  readonly a: Pinned;
  readonly b: Pinned;
  readonly inputs: readonly Pinned[];

  constructor(private readonly heap: Heap, a: tf.TensorInfo, b: tf.TensorInfo) {
    this.a = pin(a);
    this.b = pin(b);
    this.inputs = [this.a, this.b];
  }

  run(place: number): void {
    const { heap, a, b } = this;
    const [m, k] = a.shape.slice(-2) as [number, number];
    const n = b.shape.at(-2)!;
    const left = { address: heap.address(a), row: k, column: 1 };
    const right = { address: heap.address(b), row: 1, column: k };
    multiplyAt(heap, left, right, place, m, n, k);
  }
}
