import { dataFolderEnvironment, ownKernelEnvironment } from "../shared/kernel/environment.ts";
import { type Execution, type Kernel, startKernel } from "../shared/kernel/kernel.ts";
import { explain } from "./explain.ts";
import { awaitTests, failedTests } from "./failed_tests.ts";
import { type CodeCell, codeCells, hasTag, joined, type Notebook } from "./notebook.ts";
import { type Displays, toOutputs } from "./outputs.ts";
import { preparation, type Probe, probe } from "./probe.ts";
import type { CellResult, NotebookResult, Problem } from "./result.ts";
import { dirname } from "node:path";

/** How a notebook is run. */
export type RunOptions = {
  /** How long a cell may take, in seconds. */
  timeoutSeconds: number;
  /** Told when a cell is over. */
  onCell?: (result: CellResult) => void;
  /** Ends the run: the kernel is killed, and the cells left are skipped. */
  signal?: AbortSignal;
};

const LARGEST_OUTPUT = 5_000_000; // characters; beyond it the kernel has been seen to fall silent

/**
 * Runs all code cells of a notebook in a kernel of its own. After a cell that fails the others are
 * skipped; a cell with the tag `raises-exception` must fail.
 *
 * @param path Where the notebook lies: cells run in its folder.
 * @param notebook What it holds; it stays as it is.
 * @param options Limits.
 * @returns How each cell went, and what it showed.
 */
export async function runNotebook(
  path: string,
  notebook: Notebook,
  { timeoutSeconds, onCell = () => {}, signal }: RunOptions,
): Promise<NotebookResult> {
  const start = performance.now();
  const results: CellResult[] = [];
  const env = { ...ownKernelEnvironment(), ...dataFolderEnvironment() };
  const kernel = await startKernel({ cwd: dirname(path), env });
  const onAbort = () => kernel.process.kill();
  signal?.addEventListener("abort", onAbort);
  try {
    await kernel.execute(preparation(Deno.pid), { silent: true });
    if (signal?.aborted) onAbort();
    const runner = createCellRunner(path, kernel, timeoutSeconds * 1000);
    let skip = false;
    for (const cell of codeCells(notebook)) {
      const result: CellResult = skip ? skipped(cell) : await runner.run(cell);
      if (signal?.aborted) break; // the kernel was killed, which is no fault of the cell
      results.push(result);
      onCell(result);
      skip ||= result.outcome === "failed";
    }
    const last = results.at(-1);
    if (last?.outcome === "passed" && !signal?.aborted) last.outputs.push(...await runner.late());
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await kernel.stop();
  }
  addLateFailure(results.findLast(({ outcome }) => outcome !== "skipped"), kernel);
  signal?.throwIfAborted();
  return withBudget({ path, cells: results, elapsedMs: performance.now() - start }, notebook);
}

/** How long outputs are waited for that the last cell makes after its end: a cell, since one must run. */
const WAIT = "await new Promise((done) => setTimeout(done, 100));";

type Before = { memoryBytes: number; tensors: number | null; lostBytes: number };

function createCellRunner(path: string, kernel: Kernel, limitMs: number) {
  const displays: Displays = new Map();
  let before: Before = { memoryBytes: NaN, tensors: null, lostBytes: 0 };
  const late = async () => {
    const { messages } = await kernel.execute(WAIT, { limitMs });
    return toOutputs(messages, displays);
  };
  const run = async (cell: CodeCell): Promise<CellResult> => {
    const execution = await kernel.execute(cell.source, { limitMs, probe });
    const after = execution.probe as Probe | undefined;
    const outputs = toOutputs(execution.messages, displays);
    const lostBytes = after ? after.lostBytes - before.lostBytes : 0;
    const rejected = after?.rejected[0];
    const facts = {
      execution,
      kernel,
      lostBytes,
      limitMs,
      ...rejected !== undefined && { rejected },
    };
    const problem = await problemOf(path, cell, facts);
    const result: CellResult = {
      cell: cell.number,
      title: titleOf(cell),
      outcome: problem ? "failed" : "passed",
      ...problem && { problem },
      elapsedMs: execution.elapsedMs,
      ...after && growth(before, after),
      outputs,
    };
    if (after) before = after;
    return result;
  };
  return { run, late };
}

function growth(before: Before, after: Probe): Partial<CellResult> {
  const tensors = after.tensors === null ? undefined : after.tensors - (before.tensors ?? 0);
  return {
    memoryBytes: after.memoryBytes,
    ...Number.isFinite(before.memoryBytes) &&
      { memoryGrowth: after.memoryBytes - before.memoryBytes },
    ...tensors !== undefined && { tensorGrowth: tensors },
  };
}

type Facts = {
  execution: Execution;
  kernel: Kernel;
  lostBytes: number;
  limitMs: number;
  /** Why a promise failed that nobody waits for. */
  rejected?: string;
};

async function problemOf(path: string, cell: CodeCell, facts: Facts): Promise<Problem | undefined> {
  const { execution: { status, messages }, kernel, lostBytes, limitMs, rejected } = facts;
  const thrown = messages.find(({ type }) => type === "error")?.content;
  if (status === "timeout") return { kind: "time-out", text: `more than ${limitMs / 1000} s` };
  if (status === "dead") return { kind: "kernel died", text: reasonOfDeath(kernel) };
  if (status === "lost") return { kind: "lost output", text: BROKEN_STREAM };
  if (hasTag(cell.cell, "raises-exception")) {
    const text = "the cell has the tag raises-exception and raised none";
    return thrown || status === "error" ? undefined : { kind: "no error", text };
  }
  if (thrown) return { kind: "error", text: traceback(thrown) };
  if (status === "error") return { kind: "did not start", text: await explain(path, cell) };
  await awaitTests(cell.source, kernel.process);
  const failed = failedTests(kernel.process.takeStdout());
  if (failed) return { kind: "failed test", text: failed };
  if (rejected !== undefined) {
    return { kind: "error", text: `a promise failed, is an await missing? ${rejected}` };
  }
  if (lostBytes > 0) return { kind: "lost output", text: writtenPast(lostBytes) };
  return tooLarge(messages);
}

const BROKEN_STREAM =
  "the kernel's stream of outputs broke, as it may when an output has 10 MB or " +
  "more: show fewer points or rows, or save them to a file";

function writtenPast(bytes: number): string {
  return `${bytes} bytes were written to Deno.stdout, which reaches no notebook: use console.log`;
}

function tooLarge(messages: Execution["messages"]): Problem | undefined {
  const size = Math.max(0, ...messages.map(({ content }) => JSON.stringify(content).length));
  if (size <= LARGEST_OUTPUT) return undefined;
  const text = `an output of ${(size / 1e6).toFixed(1)} MB; the kernel may fall silent above ` +
    `${LARGEST_OUTPUT / 1e6} MB: show fewer points or rows, or save them to a file`;
  return { kind: "large output", text };
}

function reasonOfDeath(kernel: Kernel): string {
  const said = kernel.process.stderr.trim().split("\n").slice(-5).join("\n");
  return said || "it ended, by Deno.exit() or for want of memory";
}

function traceback({ ename, evalue, traceback }: Record<string, unknown>): string {
  const told = Array.isArray(traceback) ? traceback.join("\n") : "";
  return told || `${ename}: ${evalue}`;
}

/** Tests that failed so late that their account came after the last cell. */
function addLateFailure(last: CellResult | undefined, kernel: Kernel): void {
  const failed = failedTests(kernel.process.takeStdout());
  if (!failed || !last || last.problem) return;
  last.outcome = "failed";
  last.problem = { kind: "failed test", text: failed };
}

/** A notebook says how long it may take: `"metadata": { "descent": { "seconds": 60 } }`. */
function withBudget(result: NotebookResult, { metadata }: Notebook): NotebookResult {
  const seconds = (metadata["descent"] as { seconds?: number } | undefined)?.seconds;
  if (seconds === undefined || result.elapsedMs <= 1000 * seconds) return result;
  const took = (result.elapsedMs / 1000).toFixed(1);
  return { ...result, problem: `took ${took} s, its time budget is ${seconds} s` };
}

function skipped(cell: CodeCell): CellResult {
  const title = titleOf(cell);
  return { cell: cell.number, title, outcome: "skipped", elapsedMs: 0, outputs: [] };
}

function titleOf({ source }: CodeCell): string {
  return joined(source).split("\n").find((line) => line.trim() !== "")!.trim();
}
