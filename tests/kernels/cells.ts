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
  gates: number;
  /** Makes room that is kept for the gradient; 0 where nothing is. */
  keep(length: number): number;
  y: number;
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
        call({ ...own, x: xAt, gates, keep, y, ...range });
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
