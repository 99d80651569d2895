import type { Output } from "./notebook.ts";

/** What went wrong with a cell. */
export type Problem = {
  kind:
    | "error"
    | "failed test"
    | "kernel died"
    | "lost output"
    | "large output"
    | "no error"
    | "did not start"
    | "time-out";
  /** What a person needs to know, one line or several. */
  text: string;
};

/** How a code cell went. */
export type CellResult = {
  /** From 1, as Run All numbers cells. */
  cell: number;
  /** The first line of its code that says something. */
  title: string;
  outcome: "passed" | "failed" | "skipped";
  problem?: Problem;
  elapsedMs: number;
  /** Memory of the kernel after the cell, in bytes, and how much it has grown. */
  memoryBytes?: number;
  memoryGrowth?: number;
  /** How many more tensors of TensorFlow.js there are than before the cell. */
  tensorGrowth?: number;
  outputs: Output[];
};

/** How a notebook went. */
export type NotebookResult = {
  path: string;
  cells: CellResult[];
  /** With the start of the kernel. */
  elapsedMs: number;
  /** What is wrong with the notebook as a whole: its time budget is blown. */
  problem?: string;
};

/** Whether nothing went wrong. */
export function passed({ cells, problem }: NotebookResult): boolean {
  return problem === undefined && cells.every(({ outcome }) => outcome === "passed");
}
