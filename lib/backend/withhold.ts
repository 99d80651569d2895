type Warn = typeof console.warn;

/** What stands in for `console.warn` for a while, and what it stands in for. */
type Layer = { previous: Warn; open: boolean };

const layers = new WeakMap<Warn, Layer>();

/**
 * Runs something while `console.warn` lets some texts fall. All other texts pass, also those of
 * other code that happens to run meanwhile. Afterwards `console.warn` is what it was, whatever the
 * order in which overlapping runs end.
 *
 * @param patterns Texts that match one of these are not printed.
 * @param run What to run. If it answers a promise, the texts are withheld until that settles.
 * @param heard Told of each text that was not printed.
 * @returns What `run` answers.
 */
export function withhold<T>(
  patterns: readonly RegExp[],
  run: () => T,
  heard: (text: string) => void = () => {},
): T {
  const close = openLayer(patterns, heard);
  let result: T;
  try {
    result = run();
  } catch (error) {
    close();
    throw error;
  }
  if (result instanceof Promise) return result.finally(close) as T;
  close();
  return result;
}

function openLayer(patterns: readonly RegExp[], heard: (text: string) => void): () => void {
  const layer = { previous: console.warn, open: true };
  const warn: Warn = (...data) => {
    const text = typeof data[0] === "string" ? data[0] : "";
    const held = layer.open && patterns.some((pattern) => pattern.test(text));
    return held ? heard(text) : layer.previous.apply(console, data);
  };
  layers.set(warn, layer);
  console.warn = warn;
  return () => {
    layer.open = false;
    removeClosedLayers();
  };
}

/** A layer that is not on top, because another run still needs the one above, goes with that one. */
function removeClosedLayers(): void {
  for (let top = layers.get(console.warn); top && !top.open; top = layers.get(console.warn)) {
    console.warn = top.previous;
  }
}
