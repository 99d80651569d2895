import { assert } from "@std/assert";
import { ACTIVATION_KINDS, type RecurrentShape } from "../../lib/kernels/reference/mod.ts";
import type { Arena } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

/** Every length of tail, every number of examples left over, and pairs of activations. */
export function recurrentShapes(): RecurrentShape[] {
  const kind = (name: typeof ACTIVATION_KINDS[number]) => ACTIVATION_KINDS.indexOf(name);
  const pairs = [["tanh", "sigmoid"], ["relu", "sigmoid"], ["tanh", "hardSigmoid"]] as const;
  const sizes = [
    ...range(1, 9).map((units) => [2, 3, units]),
    ...range(0, 13).map((rows) => [rows, 2, 3]),
    ...[[5, 1, 4], [7, 4, 17], [3, 5, 32]],
  ];
  return pairs.flatMap(([activation, gate]) =>
    sizes.map(([rows, steps, units]) => ({
      ...{ rows: rows!, steps: steps!, units: units! },
      ...{ activation: kind(activation), gate: kind(gate) },
    }))
  );
}

/** Some of them, small enough for differences. */
export function smallShapes(): RecurrentShape[] {
  return recurrentShapes().filter(({ rows, units }) => rows === 2 && units < 5);
}

/** The weights of a state, drawn so that states do not grow from step to step. */
export function stateWeights(units: number, parts: number, seed: number): Float32Array {
  return floats(units * parts * units, seed).map((weight) => weight / units);
}

/** Columns as the kernels round them up. */
export function whole(columns: number): number {
  return 8 * Math.ceil(columns / 8);
}

/** Of values of all steps those of the last one. */
export function lastOf(values: Float64Array, { rows, steps, units }: RecurrentShape): Float64Array {
  return Float64Array.from({ length: rows * units }, (_, i) => {
    const [row, u] = [Math.floor(i / units), i % units];
    return values[(row * steps + steps - 1) * units + u]!;
  });
}

/** What is asked of the last step, as what is asked of all steps. */
export function asOfAll(
  dy: Float32Array,
  { rows, steps, units }: RecurrentShape,
): Float32Array {
  const all = new Float32Array(rows * steps * units);
  for (let row = 0; row < rows; row++) {
    all.set(dy.subarray(row * units, (row + 1) * units), (row * steps + steps - 1) * units);
  }
  return all;
}

/** What each step found: the states of the step before, zeros at the start. */
export function shifted(
  h: Float64Array,
  { steps, units }: RecurrentShape,
): Float64Array {
  return h.map((_, i) => Math.floor(i / units) % steps === 0 ? 0 : h[i - units]!);
}

/** Where a kernel that goes through time finds and puts what all of them have. */
export type Places = {
  x: number;
  ids: number;
  known: number;
  prefix: number;
  gates: number;
  /** Makes room that is kept for the gradient; 0 where nothing is. */
  keep(length: number): number;
  y: number;
  every: number;
  from: number;
  to: number;
};

/**
 * Fails unless the outputs are the same, to the bit, computed at once or in parts, on inputs that stand
 * in order or are told by number, where the gates take the place of the inputs, and where nothing is
 * kept.
 */
export function assertSameInEveryForm(
  arena: Arena,
  parts: number,
  { rows, steps, units }: RecurrentShape,
  call: (places: Places) => void,
): void {
  const [width, n] = [parts * units, rows * steps];
  const x = floats(n * width, 1);
  const run = (place: () => Partial<Places>, ranges = [{ from: 0, to: rows }]) =>
    arena.run(n * units, (y) => {
      const own = { ids: 0, ...place() };
      const [xAt, gates] = [own.x ?? arena.input(x), own.gates ?? arena.scratch(n * width)];
      const rooms: number[] = [];
      for (const range of ranges) {
        let used = 0; // each part is told of the same rooms
        const keep = (length: number) => gates && (rooms[used++] ??= arena.scratch(length));
        call({ ...own, ...NO_PREFIX, x: xAt, gates, keep, y, every: 1, ...range });
      }
    });
  const expected = run(() => ({}));
  const cut = [{ from: 0, to: 1 }, { from: 1, to: rows - 2 }, { from: rows - 2, to: rows }];
  assertSame(run(() => ({}), cut), expected, "in parts");
  const order = range(0, n - 1).map((i) => (7 * i + 3) % n); // 7 and n have no factor in common
  const moved = new Float32Array(n * width);
  order.forEach((to, i) => moved.set(x.subarray(i * width, (i + 1) * width), to * width));
  assertSame(
    run(() => ({ x: arena.input(moved), ids: arena.indices(order) })),
    expected,
    "by number",
  );
  const inPlace = () => {
    const at = arena.inOut(x);
    return { x: at, gates: at };
  };
  assertSame(run(inPlace), expected, "in place");
  assertSame(run(() => ({ gates: 0 })), expected, "nothing kept");
}

const NO_PREFIX = { known: 0, prefix: 0 };

/**
 * Fails unless the outputs are the same, to the bit, where steps that examples have in common at their
 * beginning are left out.
 *
 * @param call Calls the kernel, and answers where it has kept the states besides y, of every step.
 */
export function assertSameAfterPrefix(
  arena: Arena,
  parts: number,
  units: number,
  call: (places: Places) => number[],
): void {
  const steps = 6;
  const x = floats(4 * parts * units, 1); // the inputs of four symbols, of which the first is a blank
  const known = [0, 5, 3, 1, 5, 4, 4, 5, 2, 3, 0]; // in groups of 4 or fewer: some with less in common
  const ids = known.flatMap((blanks, row) =>
    range(0, steps - 1).map((t) => t < blanks ? 0 : 1 + (row + t) % 3)
  );
  const states = () => {
    let others: number[] = [];
    const y = arena.run(steps * units, (y) => {
      const [xAt, blanks] = [arena.input(x), arena.indices(Array(steps).fill(0))];
      const gates = arena.scratch(steps * parts * units);
      const keep = (length: number) => arena.scratch(length);
      const places = { x: xAt, ids: blanks, ...NO_PREFIX, gates, keep, y, every: 1 };
      others = call({ ...places, from: 0, to: 1 });
    });
    return [y, ...others.map((at) => arena.floats(at, steps * units))].flatMap((all) => [...all]);
  };
  const prefix = states();
  for (const every of [0, 1]) {
    for (const rows of range(1, known.length)) {
      const run = (skips: boolean) =>
        arena.run(rows * units * (every ? steps : 1), (y) => {
          const own = skips && { known: arena.indices(known), prefix: arena.input(prefix) };
          const [xAt, idsAt] = [arena.input(x), arena.indices(ids)];
          const rest = { gates: 0, keep: () => 0, y, every, from: 0, to: rows };
          call({ x: xAt, ids: idsAt, ...NO_PREFIX, ...own, ...rest });
        });
      assertSame(run(true), run(false), `${rows} examples of ${units} units, every ${every}`);
    }
    const lost = arena.run(4 * units * (every ? steps : 1), (y) => {
      const rest = { gates: 0, keep: () => 0, y, every, from: 0, to: 4 };
      const skips = arena.indices([5, 5, 5, 5]);
      const none = arena.input(prefix.map(() => NaN));
      const [xAt, idsAt] = [arena.input(x), arena.indices(Array(4 * steps).fill(1))];
      call({ x: xAt, ids: idsAt, known: skips, prefix: none, ...rest });
    });
    assert(lost.every(Number.isNaN), "all comes from the prefix");
  }
}

/** Derivatives of the sum of `weights ∘ of(x)`, by central differences in float64. */
export function derivatives(
  of: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const h = 1e-6;
  const sum = (moved: Float64Array) => {
    const y = of(moved);
    return Array.from(weights).reduce((total, w, i) => total + w * y[i]!, 0);
  };
  return Float64Array.from(x, (_, i) => {
    const at = (d: number) => Float64Array.from(x, (value, j) => j === i ? value + d : value);
    return (sum(at(h)) - sum(at(-h))) / (2 * h);
  });
}
