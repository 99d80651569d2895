/** Temporary folders with tiny notebooks, for the tests of `deno task nb`. */

/** A code cell by its source, or any cell whole. */
export type TestCell = string | Record<string, unknown>;

/** A folder that is deleted at the end of the block. */
export type NotebookFolder = AsyncDisposable & {
  path: string;
  /** Writes a notebook and tells its path. */
  write(name: string, cells: TestCell[], metadata?: Record<string, unknown>): string;
};

/** Makes an empty folder outside of the project. */
export function notebookFolder(): NotebookFolder {
  const path = Deno.makeTempDirSync({ prefix: "descent_nb_test_" });
  return {
    path,
    write(name, cells, metadata = {}) {
      const file = `${path}/${name}.ipynb`;
      Deno.writeTextFileSync(file, JSON.stringify(testNotebook(cells, metadata)));
      return file;
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
    },
  };
}

/** A notebook as Jupyter would save it before it is run. */
export function testNotebook(cells: TestCell[], metadata: Record<string, unknown> = {}) {
  const whole = cells.map((cell) =>
    typeof cell === "string"
      ? { cell_type: "code", metadata: {}, source: cell, outputs: [], execution_count: null }
      : cell
  );
  return { cells: whole, metadata, nbformat: 4, nbformat_minor: 4 } as never;
}
