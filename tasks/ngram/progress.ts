import type { TrainProgress } from "descent/ngram";

/** Shows how far training is. */
export type ShownProgress = {
  show(progress: TrainProgress): void;
  /** Takes the line away again. */
  done(): void;
};

/** Where it is shown; tests have one of their own. */
export type Screen = { write(text: string): void; isTerminal: boolean };

/**
 * Shows training as one line that is redrawn in place. Where output is no terminal there is none:
 * training takes seconds, and its result has its own lines.
 *
 * @param order The model's order.
 * @param quiet Shows nothing.
 * @param screen Where to. @default standard error
 */
export function showProgress(
  order: number,
  quiet: boolean,
  screen: Screen = standardError(),
): ShownProgress {
  if (quiet || !screen.isTerminal) return { show() {}, done() {} };
  return {
    show({ stage, order: reached, done }) {
      const what = stage === "counting" ? `counted order ${reached} of ${order}` : stage;
      screen.write(`\r${ERASE_LINE}${bar(done)} ${Math.round(100 * done)} %, ${what}`);
    },
    done: () => screen.write(`\r${ERASE_LINE}`),
  };
}

const ERASE_LINE = "\x1b[2K";

function bar(share: number): string {
  const full = Math.round(20 * share);
  return `[${"#".repeat(full)}${"·".repeat(20 - full)}]`;
}

function standardError(): Screen {
  return {
    write(text) {
      try {
        Deno.stderr.writeSync(new TextEncoder().encode(text));
      } catch {
        // The reader hung up; the model is worth more than its report.
      }
    },
    isTerminal: Deno.stderr.isTerminal() && Deno.env.get("TERM") !== "dumb",
  };
}
