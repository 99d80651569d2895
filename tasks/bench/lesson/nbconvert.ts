import { kernelSpec, writeKernelSpec } from "../../lab/kernelspec.ts";
import { ownKernelEnvironment } from "../../shared/kernel/environment.ts";
import { TRIVIAL } from "./times.ts";

/** Another program that runs the same notebook. */
export type Peer = AsyncDisposable & {
  /** Runs it in a fresh process; milliseconds. */
  time(): Promise<number>;
};

/**
 * Prepares `jupyter nbconvert --execute` on our kernel, which lies in a temporary folder.
 *
 * @param python A Python that has nbconvert.
 * @param kernelName The kernel's name.
 * @returns The program, or nothing where it is not there.
 */
export async function nbconvert(python: string, kernelName: string): Promise<Peer | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "descent_bench_" });
  const remove = () => Deno.remove(folder, { recursive: true });
  await writeKernelSpec(folder, kernelSpec(Deno.execPath(), ownKernelEnvironment()));
  await Deno.writeTextFile(`${folder}/cells.ipynb`, JSON.stringify(TRIVIAL));
  const run = async (...args: string[]) => {
    const command = new Deno.Command(python, {
      args: ["-m", "nbconvert", ...args],
      env: { JUPYTER_PATH: folder },
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  };
  if (!await run("--version")) return void await remove();
  const kernel = `--ExecutePreprocessor.kernel_name=${kernelName}`;
  const out = ["--output", "executed.ipynb", `${folder}/cells.ipynb`];
  return {
    async time() {
      const start = performance.now();
      const done = await run("--to", "notebook", "--execute", kernel, ...out);
      if (!done) throw new RangeError("Cannot time nbconvert: it must run the cells, and failed");
      return performance.now() - start;
    },
    [Symbol.asyncDispose]: remove,
  };
}
