import { assert, fail } from "@std/assert";
import { type Kernels, loadKernels } from "descent/kernels";

/**
 * A memory on which one kernel after the other is called with poison around its data, so that every
 * float read or written in the wrong place shows.
 */
export type Arena = {
  readonly kernels: Kernels;
  /** "relaxed" or "plain": which of the two binaries it is. */
  readonly build: string;
  /**
   * Makes room for an output of `length` floats, lets `call` call a kernel that fills it, and gives
   * back the values. `call` places the rest with the functions below; what it placed may be read
   * until the next run. Fails if an input or a float between the blocks has changed.
   */
  run(length: number, call: (output: number) => void): Float32Array;
  /**
   * Places values that the kernel only reads; returns their address. The first one of a run ends
   * where the memory ends: a read beyond it traps.
   */
  input(values: ArrayLike<number>): number;
  /** The same for int32 values. */
  indices(values: ArrayLike<number>): number;
  /** Places values that the kernel may change; returns their address. */
  inOut(values: ArrayLike<number>): number;
  /** Places room that the kernel may write to and whose values mean nothing; returns its address. */
  scratch(length: number): number;
  /** A copy of `length` floats. */
  floats(address: number, length: number): Float32Array;
};

/** Floats between two blocks: more than a kernel's widest tile, and odd, so that alignments vary. */
const GAP = 257;
const PAGES = 64;

/**
 * An arena for one of the two binaries.
 *
 * @param relaxed Which binary. An engine without relaxed SIMD gets the plain one in both cases.
 * @param poison What fills the memory around the data. @default NaN
 */
export function createArena(relaxed: boolean, poison = NaN): Arena {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { kernels, relaxedSimd } = loadKernels(memory, relaxed);
  const floats = new Float32Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  floats.fill(poison);
  const poisonWord = words[0]!;
  // Outputs and scratch fill the memory from below, inputs from its end.
  let low = GAP;
  let high = words.length;
  let inputs: { at: number; before: Uint32Array }[] = [];
  let writable: { at: number; length: number }[] = [];

  function reset() {
    words.fill(poisonWord, 0, low + GAP);
    words.fill(poisonWord, high - GAP);
    low = GAP;
    high = words.length;
    inputs = [];
    writable = [];
  }
  function scratch(length: number): number {
    const at = low;
    writable.push({ at, length });
    low += length + GAP;
    if (low > high) throw new RangeError("Cannot place a block: the arena is full");
    return at * 4;
  }
  function input(values: ArrayLike<number>, view: Float32Array | Int32Array = floats): number {
    const at = high - values.length;
    view.set(values, at);
    inputs.push({ at, before: words.slice(at, high) });
    high = at - GAP;
    if (low > high) throw new RangeError("Cannot place a block: the arena is full");
    return at * 4;
  }
  /** Looks at every float from below up to `low` and from `high` on but those that may change. */
  function check() {
    let from = 0;
    for (const { at, length } of writable) {
      assertPoison(from, at);
      from = at + length;
    }
    assertPoison(from, low);
    let end = words.length;
    for (const { at, before } of inputs) {
      assertPoison(at + before.length, end);
      const changed = before.findIndex((word, i) => words[at + i] !== word);
      assert(changed < 0, `the input's float ${changed} was changed`);
      end = at;
    }
    assertPoison(high, end);
  }
  function assertPoison(from: number, to: number) {
    for (let at = from; at < to; at++) {
      if (words[at] !== poisonWord) fail(`the float at byte ${4 * at}, in no block, was changed`);
    }
  }

  return {
    kernels,
    build: relaxedSimd ? "relaxed" : "plain",
    input,
    scratch,
    indices: (values) => input(values, new Int32Array(memory.buffer)),
    inOut(values) {
      const address = scratch(values.length);
      floats.set(values, address / 4);
      return address;
    },
    floats: (address, length) => floats.slice(address / 4, address / 4 + length),
    run(length, call) {
      reset();
      const output = scratch(length);
      call(output);
      check();
      return floats.slice(output / 4, output / 4 + length);
    },
  };
}

/** Both binaries, each with an arena of its own. */
export function arenas(poison = NaN): Arena[] {
  return [createArena(true, poison), createArena(false, poison)];
}
