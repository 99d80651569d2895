import type { Tools } from "./op.ts";

/**
 * Turns a batch of sequences round: example after example, each step after step, becomes step after
 * step, so that what a step of all examples needs lies side by side.
 */
export type TimeMajor = {
  /** `(count, steps, width)` to `(steps, count, width)`. */
  pack(from: number, to: number, count: number, width: number): void;
  /** The way back. */
  unpack(from: number, to: number, count: number, width: number): void;
};

/** The turn for sequences of so many steps. */
export function createTimeMajor({ heap, batchSize, allocate }: Tools, steps: number): TimeMajor {
  const [packing, unpacking] = [allocate(batchSize * steps), allocate(batchSize * steps)];
  let held = 0;

  /** Both orders hold for one count, and most batches have the same. */
  function hold(count: number): void {
    if (count === held) return;
    held = count;
    const { buffer } = heap.floats(packing, 1);
    const pack = new Int32Array(buffer, packing, count * steps);
    const unpack = new Int32Array(buffer, unpacking, count * steps);
    for (let t = 0; t < steps; t++) {
      for (let b = 0; b < count; b++) {
        pack[t * count + b] = b * steps + t;
        unpack[b * steps + t] = t * count + b;
      }
    }
  }
  const move = (order: number) => (from: number, to: number, count: number, width: number) => {
    hold(count);
    heap.kernels.gather(from, order, to, count * steps, 4 * width);
  };
  return { pack: move(packing), unpack: move(unpacking) };
}
