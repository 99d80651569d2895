import { activationKind } from "./activation.ts";
import type { Site } from "./op.ts";

/** What a cell works on at step t: addresses, each of a whole batch. */
export type CellStep = {
  t: number;
  count: number;
  /** The input's product and the gates; backward their gradient. */
  gates: number;
  /** The product of the state; backward its gradient, where it has one of its own. */
  product: number;
  h: number;
  hOut: number;
  /** Gradient of the state after the step, and of the same as an output (0: none). */
  dh: number;
  dy: number;
};

/** One kind of memory, bound to its sizes. */
export type Cell = {
  /** Before the first step. */
  start(count: number): void;
  forward(step: CellStep): void;
  /** Before the last step's gradient. */
  startBackward(count: number): void;
  backward(step: CellStep): void;
  /** Where what the product asks of the state goes, if not to `dh`. */
  asked?: number;
};

type CellSite = Site & { units: number; steps: number };

/** How cells of a layer's class are made. */
type CellKind = {
  /** Parts that each step computes of its inputs: gates and new content. */
  parts: number;
  /** Whether the state's product has a bias and a gradient of its own. */
  hasOwnProduct: boolean;
  cell(site: CellSite): Cell;
};

/** All kinds, by the classes of their layers. */
export const CELLS: Record<string, CellKind> = {
  LSTM: { parts: 4, hasOwnProduct: false, cell: lstmCell },
  SimpleRNN: { parts: 1, hasOwnProduct: false, cell: simpleCell },
  ResetAfterGRU: { parts: 3, hasOwnProduct: true, cell: gruCell },
};

function lstmCell({ heap, layer, batchSize, units, steps, allocate, training }: CellSite): Cell {
  const config = layer.getConfig();
  const kinds = [
    activationKind(config["activation"]),
    activationKind(config["recurrentActivation"]),
  ] as const;
  const c = allocate((steps + 1) * batchSize * units);
  const dc = training ? allocate(batchSize * units) : 0;
  const cellsAt = (t: number, count: number) => c + 4 * t * count * units;
  return {
    start: (count) => heap.floats(c, count * units).fill(0),
    forward({ t, count, gates, product, hOut }) {
      const [before, after] = [cellsAt(t, count), cellsAt(t + 1, count)];
      heap.kernels.lstmStep(gates, product, before, after, hOut, count, units, ...kinds);
    },
    startBackward: (count) => heap.floats(dc, count * units).fill(0),
    backward({ t, count, gates, dy, dh }) {
      const [before, after] = [cellsAt(t, count), cellsAt(t + 1, count)];
      heap.kernels.lstmStepGrad(gates, before, after, dy, dh, dc, count, units, ...kinds);
    },
  };
}

function gruCell({ heap, layer, batchSize, units, allocate, training }: CellSite): Cell {
  const config = layer.getConfig();
  const kinds = [
    activationKind(config["activation"], "tanh"),
    activationKind(config["recurrentActivation"], "sigmoid"),
  ] as const;
  const asked = training ? allocate(batchSize * units) : 0;
  return {
    start() {},
    forward({ count, gates, product, h, hOut }) {
      heap.kernels.gruStep(gates, product, h, hOut, count, units, ...kinds);
    },
    startBackward: (count) => heap.floats(asked, count * units).fill(0),
    backward({ count, gates, product, h, dy, dh }) {
      heap.kernels.gruStepGrad(gates, product, h, dy, dh, asked, count, units, ...kinds);
    },
    asked,
  };
}

function simpleCell({ heap, layer, units }: CellSite): Cell {
  const kind = activationKind(layer.getConfig()["activation"]);
  return {
    start() {},
    forward({ count, gates, product, hOut }) {
      heap.kernels.activate(gates, product, hOut, count * units, kind);
    },
    startBackward() {},
    backward({ count, gates, hOut, dy, dh }) {
      heap.kernels.activateGrad(dh, dy, hOut, gates, count * units, kind);
    },
  };
}
