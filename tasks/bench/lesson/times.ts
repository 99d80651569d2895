import { ROOT } from "../../shared/files.ts";
import { ownKernelEnvironment } from "../../shared/kernel/environment.ts";
import { type Kernel, startKernel } from "../../shared/kernel/kernel.ts";
import { joined, type Notebook, readNotebook, sourceOf } from "../../nb/notebook.ts";
import { fromFileUrl } from "../../nb/paths.ts";
import { runNotebook } from "../../nb/run_notebook.ts";
import { tidy } from "../../nb/tidy.ts";

const LESSONS = fromFileUrl(new URL("notebooks", ROOT));

/** A notebook of twenty cells that compute next to nothing. */
export const TRIVIAL: Notebook = tidy({
  cells: Array.from({ length: 20 }, (_, i) => (
    { cell_type: "code", metadata: {}, source: `${i} + 1;` }
  )),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

/**
 * Runs the twenty cells in a fresh kernel.
 *
 * @returns Milliseconds from the kernel's start to its end.
 * @throws {RangeError} If a cell did not show its value.
 */
export async function timeCells(): Promise<number> {
  const { cells, elapsedMs } = await runNotebook(`${LESSONS}/trivial.ipynb`, TRIVIAL, {
    timeoutSeconds: 60,
  });
  const shown = cells.map(({ outputs }) => joined(outputs[0]?.data?.["text/plain"] as string[]));
  const good = shown.every((text, i) => text === `${i + 1}`);
  if (!good) throw new RangeError(`Cannot time cells: they must show 1 to 20, got ${shown}`);
  return elapsedMs;
}

/** A figure with another title each time, and how long it takes until the notebook has it. */
const figureCell = (title: string) =>
  `{
  const y = Array.from({ length: 200 }, (_, i) => Math.sin(i / 10));
  const figure = () => plot.line([{ y }], { title: "${title}" });
  globalThis.begin = performance.now();
  await show(figure());
  globalThis.shownMs = performance.now() - begin;
}`;

/**
 * Runs the first cell of a lesson in a fresh kernel, then shows two figures.
 *
 * @returns Milliseconds.
 * @throws {RangeError} If a cell failed.
 */
export async function timeLesson() {
  const { cells } = await readNotebook(`${LESSONS}/04_mnist_cnn.ipynb`);
  const imports = sourceOf(cells.find(({ cell_type }) => cell_type === "code")!);
  await using kernel = await startKernel({ cwd: LESSONS, env: ownKernelEnvironment() });
  const [importMs] = await timed(kernel, imports);
  const [firstStill, first] = await timed(kernel, figureCell("first"));
  const [laterStill, later] = await timed(kernel, figureCell("later"));
  return { imports: importMs, first, later, firstStill, laterStill };
}

async function timed(kernel: Kernel, code: string): Promise<[cellMs: number, shownMs: number]> {
  const probe = "globalThis.shownMs ?? null";
  const { status, elapsedMs, probe: shownMs } = await kernel.execute(code, { probe });
  if (status !== "ok") throw new RangeError(`Cannot time a cell: it must run, got ${status}`);
  return [elapsedMs, Number(shownMs)];
}
