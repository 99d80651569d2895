import { cut, type Kernels, multiplyAt } from "../../kernels/mod.ts";
import { activationKind } from "./activation.ts";
import { matrix, turned } from "./matrix.ts";
import { type Parameter, type Site, type Values, zeros } from "./op.ts";

/** A layer's memory, bound to its sizes and places. */
export type Cell = {
  /**
   * Goes through all steps, from the product of the inputs to the states, but those that examples begin
   * with as the padding does; `known` is the address of their numbers, or 0.
   */
  forward(count: number, known: number): void;
  /** Computes the states of padding, given the address of the rows that it takes of the product. */
  followPadding(ids: number): void;
  /** Goes back: the gates become the gradient of that product, and the state's weights get theirs. */
  backward(count: number): void;
};

/** What a cell works on. */
export type CellSite = Site & {
  steps: number;
  units: number;
  /** Address of the inputs' product, and of its row for every step; 0 where rows follow the steps. */
  x: number;
  ids: number;
  /** Address of what is kept of each step and becomes its gradient; 0: nothing is. */
  gates: number;
  output: Values;
  parameters: readonly Parameter[];
};

/** How cells of a layer's class are made. */
type CellKind = {
  /** Parts that each step computes of its inputs: gates and new content. */
  parts: number;
  create(site: CellSite): Cell;
};

/** All kinds, by the classes of their layers. */
export const CELLS: Record<string, CellKind> = {
  LSTM: { parts: 4, create: lstmCell },
  SimpleRNN: { parts: 1, create: simpleCell },
  GRU: { parts: 3, create: gruBeforeCell },
  ResetAfterGRU: { parts: 3, create: gruCell },
};

function lstmCell(site: CellSite): Cell {
  const { heap, steps } = site;
  const { x, ids, r, gates, y, dy, units, whole } = placesOf(site);
  const { keep, sizes, kinds, through, weigh, prefix } = toolsOf(site, 4, 2);
  const [cells, before] = [keep(1), keep(1)];
  const [columns, back] = [whole(4), whole(1)];
  const room = (units + 4) * columns + 12 * units;
  const roomBack = (4 * units + 4) * back + 20 * units;
  return {
    forward: (count, known) =>
      through(count, room, (kernels, range, scratch) => {
        const places = [x, ids, known, prefix, r.value, gates, cells, before, y] as const;
        kernels.lstm(...places, ...range, ...sizes, ...kinds, scratch);
      }),
    followPadding(ids) {
      const n = steps * units; // cells are handed out only where all is kept
      const [gates, before, scratch] = heap.scratch(4 * n, n, room) as [number, number, number];
      const places = [x, ids, 0, 0, r.value, gates, prefix + 4 * n, before, prefix] as const;
      heap.kernels.lstm(...places, ...ALL_OF_ONE, ...sizes, ...kinds, scratch);
    },
    backward(count) {
      through(count, roomBack, (kernels, range, scratch) => {
        kernels.lstmGrad(gates, cells, r.value, dy, ...range, ...sizes, ...kinds, scratch);
      });
      weigh(count, before, gates, r.gradient);
    },
  };
}

function simpleCell(site: CellSite): Cell {
  const { heap } = site;
  const { x, ids, r, gates, y, dy, units, whole } = placesOf(site);
  const { keep, sizes, kinds: [kind], through, weigh, prefix } = toolsOf(site, 1);
  const before = keep(1);
  const room = (units + 4) * whole(1) + 8 * units;
  return {
    forward: (count, known) =>
      through(count, room, (kernels, range, scratch) => {
        const places = [x, ids, known, prefix, r.value, gates, before, y] as const;
        kernels.simpleRnn(...places, ...range, ...sizes, kind, scratch);
      }),
    followPadding(ids) {
      const places = [x, ids, 0, 0, r.value, 0, 0, prefix] as const;
      heap.kernels.simpleRnn(...places, ...ALL_OF_ONE, ...sizes, kind, heap.scratch(room)[0]!);
    },
    backward(count) {
      through(count, room, (kernels, range, scratch) => {
        kernels.simpleRnnGrad(gates, r.value, dy, ...range, ...sizes, kind, scratch);
      });
      weigh(count, before, gates, r.gradient);
    },
  };
}

/** Its reset gate acts on the product with the state, which has a bias of its own. */
function gruCell(site: CellSite): Cell {
  const { heap, steps } = site;
  const { x, ids, r, bias, gates, y, dy, units, whole } = placesOf(site);
  const { keep, sizes, kinds, through, weigh, prefix } = toolsOf(site, 3);
  const width = 3 * units;
  const [products, before] = [keep(3), keep(1)];
  const second = bias ? bias.value + 4 * width : zeros(site, width);
  const room = (units + 4) * whole(3) + 8 * units;
  const roomBack = (3 * units + 4) * whole(1) + 16 * units;
  return {
    forward: (count, known) =>
      through(count, room, (kernels, range, scratch) => {
        const weights = [r.value, second] as const;
        const places = [x, ids, known, prefix, ...weights, gates, products, before, y] as const;
        kernels.gru(...places, ...range, ...sizes, ...kinds, scratch);
      }),
    followPadding(ids) {
      const places = [x, ids, 0, 0, r.value, second, 0, 0, 0, prefix] as const;
      heap.kernels.gru(...places, ...ALL_OF_ONE, ...sizes, ...kinds, heap.scratch(room)[0]!);
    },
    backward(count) {
      through(count, roomBack, (kernels, range, scratch) => {
        const places = [gates, products, before, r.value, dy] as const;
        kernels.gruGrad(...places, ...range, ...sizes, ...kinds, scratch);
      });
      weigh(count, before, products, r.gradient);
      if (bias) heap.kernels.columnSums(products, bias.gradient + 4 * width, count * steps, width);
    },
  };
}

/** Its reset gate acts on the state before the product. */
function gruBeforeCell(site: CellSite): Cell {
  const { heap, steps, allocate, asked } = site;
  const { x, ids, r, gates, y, dy, units, whole } = placesOf(site);
  const { keep, sizes, kinds, through, weigh, prefix } = toolsOf(site, 3);
  const [resets, before] = [keep(1), keep(1)];
  const third = asked ? allocate(units * units) : 0;
  const room = (units + 4) * (whole(1) + whole(2)) + 16 * units;
  const roomBack = (3 * units + 8) * whole(1) + 12 * units;
  return {
    forward: (count, known) =>
      through(count, room, (kernels, range, scratch) => {
        const places = [x, ids, known, prefix, r.value, gates, resets, before, y] as const;
        kernels.gruBefore(...places, ...range, ...sizes, ...kinds, scratch);
      }),
    followPadding(ids) {
      const places = [x, ids, 0, 0, r.value, 0, 0, 0, prefix] as const;
      heap.kernels.gruBefore(...places, ...ALL_OF_ONE, ...sizes, ...kinds, heap.scratch(room)[0]!);
    },
    backward(count) {
      through(count, roomBack, (kernels, range, scratch) => {
        const places = [gates, before, r.value, dy] as const;
        kernels.gruBeforeGrad(...places, ...range, ...sizes, ...kinds, scratch);
      });
      weigh(count, before, gates, r.gradient);
      // The new content comes of what the reset gate left of the state.
      const [a, part] = [turned(resets, units), 4 * units];
      const news = { address: gates + 2 * part, row: 3 * units, column: 1 };
      multiplyAt(heap, a, news, third, units, units, count * steps);
      heap.kernels.copyRows(third, part, r.gradient + 2 * part, 3 * part, units, part);
    },
  };
}

function placesOf({ x, ids, gates, output, units, parameters: [, r, bias] }: CellSite) {
  /** Columns of so many parts, as kernels round them up. */
  const whole = (parts: number) => 8 * Math.ceil(parts * units / 8);
  return { x, ids, gates, y: output.value, dy: output.gradient, r: r!, bias, units, whole };
}

/** That outputs of every step are wanted, and the range of the first example alone. */
const ALL_OF_ONE = [1, 0, 1] as const;

/** What all cells do alike, each with its number of parts and of states that go from step to step. */
function toolsOf(site: CellSite, parts: number, states = 1) {
  const { heap, layer, units, steps, batchSize, gates, ids, allocate } = site;
  const config = layer.getConfig();
  const every = config["returnSequences"] ? 1 : 0;
  const width = parts * units;
  return {
    sizes: [steps, units] as const,
    kinds: [
      activationKind(config["activation"], "tanh"),
      activationKind(config["recurrentActivation"], "sigmoid"),
    ] as const,
    /** Room for the states of padding, where it is left out. */
    prefix: ids && !gates ? allocate(states * steps * units) : 0,
    /** Room for so many parts of every step, if anything is kept. */
    keep: (parts: number) => gates && allocate(batchSize * steps * parts * units),
    /** Calls a kernel for all examples, which do not depend on one another. */
    through(
      count: number,
      room: number,
      call: (kernels: Kernels, range: readonly [number, number, number], scratch: number) => void,
    ): void {
      const ranges = cut(heap.pool.threads, count, count * steps * width * (units + 16), 4);
      const scratch = heap.scratch(...ranges.map(() => room));
      heap.pool.run(ranges, (kernels, { from, to }, part) => {
        call(kernels, [every, from, to], scratch[part]!);
      });
    },
    /** The gradient of the state's weights. */
    weigh(count: number, before: number, asked: number, gradient: number): void {
      const [a, b] = [turned(before, units), matrix(asked, width)];
      multiplyAt(heap, a, b, gradient, units, width, count * steps);
    },
  };
}
