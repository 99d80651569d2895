import type { Bundle } from "./host.ts";

/** A place that shows values: a notebook, a terminal, or a list in a test. */
export type Screen = {
  /** Shows a value, at once. */
  show(bundle: Bundle): void;
  /** A place on the screen whose content may change. */
  live(): Live;
  /** Work that the running cell shall wait for before it is over, as drawing a still picture. */
  beforeCellEnds(work: () => Promise<void> | void): void;
};

/** A place on the screen whose content may change. */
export type Live = {
  /** Shows something in place of what was shown before. */
  draw(bundle: Bundle): void;
  /** Shows what shall stay. */
  done(bundle: Bundle): void;
};

/**
 * A screen that prints the plain text of what it is given.
 *
 * In a terminal a live place is one line, redrawn; elsewhere only what stays is printed.
 *
 * @param isTerminal Whether lines can be redrawn.
 * @param write Where text goes, as it is.
 * @returns The screen.
 */
export function createTextScreen(isTerminal: boolean, write: (text: string) => void): Screen {
  const print = (bundle: Bundle) => write(`${plainText(bundle)}\n`);
  return {
    show: print,
    live: () => ({
      draw(bundle) {
        if (isTerminal) write(`\r${plainText(bundle).split("\n")[0]}\x1b[K`);
      },
      done(bundle) {
        if (isTerminal) write("\r\x1b[K"); // CSI K clears to the line's end
        print(bundle);
      },
    }),
    beforeCellEnds(work) {
      work();
    },
  };
}

function plainText(bundle: Bundle): string {
  return String(bundle["text/plain"] ?? "");
}
