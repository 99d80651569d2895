/** How Interrupt reaches the code of a cell. */
export type Interrupt = {
  /** The signal of the running cell: aborted when Interrupt was pressed in this cell. */
  signal(): AbortSignal;
  /** Interrupt was pressed. */
  press(): void;
  /** The running cell has shown something, or asked for the signal: it has begun. */
  touch(): void;
  /** The running cell is over. */
  cellEnded(): void;
};

/**
 * One AbortSignal for each cell. Once aborted it stays so until the cell is over, so that Interrupt
 * stops all that a cell would still do; the next cell gets a fresh one.
 *
 * The kernel does not tell when a cell begins. So Interrupt counts only for a cell that has shown
 * something or asked for its signal: a second press, when the cell is already over, must not stop the
 * next one.
 *
 * @returns The interrupt, with no cell running.
 */
export function createInterrupt(): Interrupt {
  let controller = new AbortController();
  let running = false;
  const touch = () => {
    running = true;
  };
  return {
    signal() {
      touch();
      return controller.signal;
    },
    press() {
      if (!running) return;
      const words = "Interrupted: what was computed so far is kept";
      controller.abort(new DOMException(words, "AbortError"));
    },
    touch,
    cellEnded() {
      running = false;
      if (controller.signal.aborted) controller = new AbortController();
    },
  };
}
