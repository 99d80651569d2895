import { assertEquals } from "@std/assert";
import { joined, type Notebook } from "../../tasks/nb/notebook.ts";
import { tidy } from "../../tasks/nb/tidy.ts";
import { notebookFolder, testNotebook } from "../tasks/nb_folder.ts";
import { findJupyter, importMap, jupyterHome, run } from "./jupyter.ts";
import { needing } from "./needing.ts";

const jupyter = await findJupyter();

Deno.test(
  needing("jupyter nbconvert --execute finds our kernel and keeps every output", {
    Jupyter: jupyter,
  }),
  async () => {
    await using folder = notebookFolder();
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
    const args = ["nbconvert", "--to", "notebook", "--execute", "--inplace", path];
    assertEquals(await run(jupyter!, args, await jupyterHome(`${folder.path}/.jupyter`)), true);
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
