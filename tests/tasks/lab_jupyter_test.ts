import { assertEquals } from "@std/assert";
import { kernelSpec, writeKernelSpec } from "../../tasks/lab/kernelspec.ts";
import { joined, type Notebook } from "../../tasks/nb/notebook.ts";
import { tidy } from "../../tasks/nb/tidy.ts";
import { notebookFolder, testNotebook } from "./nb_folder.ts";

/** Jupyter's own runner, where it is installed. */
async function nbconvert(args: string[], env: Record<string, string> = {}): Promise<boolean> {
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    const command = new Deno.Command("jupyter", { args: ["nbconvert", ...args], env, ...quiet });
    return (await command.output()).success;
  } catch {
    return false;
  }
}

const ignore = !await nbconvert(["--version"]);

/** The names of deno.json, for a notebook outside of the project. */
async function importMap(): Promise<string> {
  const file = new URL("../../deno.json", import.meta.url);
  const { imports } = JSON.parse(await Deno.readTextFile(file)) as {
    imports: Record<string, string>;
  };
  const found = Object.entries(imports).map(([name, target]) => [
    name,
    target.startsWith("./") ? new URL(target, file).href : target,
  ]);
  return JSON.stringify({ imports: Object.fromEntries(found) });
}

Deno.test(
  "jupyter nbconvert --execute finds our kernel and keeps every output",
  { ignore },
  async () => {
    await using folder = notebookFolder();
    await writeKernelSpec(folder.path, kernelSpec(Deno.execPath(), { NO_COLOR: "1" }));
    await Deno.writeTextFile(`${folder.path}/deno.json`, await importMap());
    const print = (name: string) => `for (let i = 0; i < 60; i++) console.log("${name}", i);`;
    const notebook = tidy(testNotebook([
      'import { claim } from "descent/notebook";',
      print("a"),
      "1 + 1",
      print("b"),
      'claim("one and one is two", 1 + 1 === 2);',
    ]) as Notebook);
    const path = `${folder.path}/a.ipynb`;
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const args = ["--to", "notebook", "--execute", "--inplace", path];
    assertEquals(await nbconvert(args, { JUPYTER_PATH: folder.path }), true);
    const { cells }: Notebook = JSON.parse(await Deno.readTextFile(path));
    const text = cells.map(({ outputs = [] }) =>
      outputs.map((output) => joined(output.text)).join("")
    );
    const lines = (name: string) => Array.from({ length: 60 }, (_, i) => `${name} ${i}\n`).join("");
    assertEquals(text.slice(0, 4), ["", lines("a"), "", lines("b")]);
    assertEquals(joined(cells[2]!.outputs![0]!.data!["text/plain"] as string), "2");
    assertEquals(cells[4]!.outputs!.length, 1);
  },
);
