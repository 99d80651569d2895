import process from "node:process";
import {
  type AnyEpochLog,
  type AnyStepLog,
  epochLine,
  progressLine,
  stepLine,
} from "./progress_text.ts";

/** How training shows how far it is; `auto` is `bar` in a terminal and `lines` elsewhere. */
export type ProgressMode = "auto" | "bar" | "lines" | "none";

/** Told of every step and epoch; says so or not. */
export type Progress = {
  /** A step was made. */
  onStep(log: AnyStepLog): void;
  /** An epoch is over. */
  onEpoch(log: AnyEpochLog): void;
  /** Nothing more will come, whether training ended, stopped or failed. Safe to call twice. */
  done(): void;
};

const REDRAW_MS = 100; // ten times a second looks live and costs nothing
const LINE_MS = 30_000; // long enough that a log stays readable, short enough to see life

/**
 * Shows how training goes: a bar redrawn in place in a terminal, plain lines in a file or pipe.
 *
 * Both leave one line an epoch, in the words of Keras. The bar is redrawn at most ten times a
 * second; without one a line comes every 30 seconds in a long epoch. Time is taken from the logs,
 * so that this needs no clock.
 *
 * @param mode `"auto"`, `"bar"`, `"lines"` or `"none"`.
 * @param write Where text goes. @default standard output; lines take `console.log`, which a notebook
 * shows and which a reader that hangs up (`| head`) does not break
 * @param columns Asks for the terminal's width in characters. @default standard output's, or 80
 * @returns What training calls after every step and epoch.
 *
 * @example
 * ```ts
 * import { createProgress } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * let text = "";
 * const progress = createProgress("lines", (part) => text += part);
 * const means = { loss: 0.25, accuracy: 0.5 };
 * progress.onEpoch({ epoch: 1, epochs: 1, steps: 2, ...means, elapsedMs: 8, msPerStep: 4 });
 * assertEquals(text, "Epoch 1/1 - 2/2 - 0s - 4.0ms/step - accuracy: 0.5000 - loss: 0.2500\n");
 * ```
 */
export function createProgress(
  mode: ProgressMode,
  write?: Write,
  columns: () => number = () => process.stdout.columns || 80,
): Progress {
  const chosen = mode === "auto" ? modeOfOutput() : mode;
  if (chosen === "bar") return createBar(write ?? toTerminal, columns);
  if (chosen === "lines") return createLines(write ?? toConsole);
  return { onStep() {}, onEpoch() {}, done() {} };
}

/** A dumb terminal (an editor's shell window) shows control characters as rubbish. */
function modeOfOutput(): ProgressMode {
  return process.stdout.isTTY && process.env["TERM"] !== "dumb" ? "bar" : "lines";
}

type Write = (text: string) => void;

function toTerminal(text: string): void {
  process.stdout.write(text);
}

/** `line` without its line end, which console.log adds. */
function toConsole(line: string): void {
  console.log(line.slice(0, -1));
}

function createBar(write: Write, columns: () => number): Progress {
  let drawnMs = -Infinity;
  let epochsMs = 0; // all finished epochs together
  let standing = false;
  const overwrite = (line: string) => write(`\r${line}\x1b[K`); // CSI K clears to the line's end
  return {
    onStep(log) {
      const nowMs = epochsMs + log.elapsedMs;
      if (nowMs - drawnMs < REDRAW_MS) return;
      drawnMs = nowMs;
      standing = true;
      overwrite(progressLine(log, columns()));
    },
    onEpoch(log) {
      overwrite(epochLine(log));
      write("\n");
      epochsMs += log.elapsedMs;
      standing = false;
    },
    done() {
      if (standing) write("\n"); // training stopped half-way: leave the bar to be seen
      standing = false;
    },
  };
}

function createLines(write: Write): Progress {
  let writtenMs = 0;
  return {
    onStep(log) {
      if (log.step === 1) writtenMs = 0;
      if (log.step === log.steps || log.elapsedMs - writtenMs < LINE_MS) return;
      writtenMs = log.elapsedMs;
      write(`${stepLine(log)}\n`);
    },
    onEpoch(log) {
      write(`${epochLine(log)}\n`);
    },
    done() {},
  };
}
