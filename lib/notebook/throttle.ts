/** Draws now and then, and in the end for sure. */
export type Throttle = {
  /** Something has changed: draws at once, or as soon as enough time has passed. */
  changed(): void;
  /** Draws what has changed since, if anything has. */
  flush(): void;
  /** Draws no more. */
  stop(): void;
};

/**
 * Limits how often something is drawn. A change that comes too early is drawn later, by a timer, so
 * that the last state is seen also where nothing follows (a cell that failed).
 *
 * @param draw Draws the present state.
 * @param everyMs At least so long between two drawings, in milliseconds.
 * @returns What to call on every change.
 */
export function createThrottle(draw: () => void, everyMs: number): Throttle {
  let [drawnAt, pending, stopped] = [-Infinity, false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drawNow = () => {
    clearTimeout(timer);
    timer = undefined;
    pending = false;
    draw();
    drawnAt = performance.now();
  };
  return {
    changed() {
      if (stopped) return;
      pending = true;
      const wait = drawnAt + everyMs - performance.now();
      if (wait <= 0) return drawNow();
      timer ??= setTimeout(drawNow, wait);
    },
    flush() {
      if (pending && !stopped) drawNow();
    },
    stop() {
      clearTimeout(timer);
      stopped = true;
    },
  };
}
