import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { UsageError } from "../../tasks/cli/errors.ts";
import { diagnose } from "../../tasks/nb/check.ts";
import { cleared } from "../../tasks/nb/clear.ts";
import { differences, withOutputs } from "../../tasks/nb/execute.ts";
import { failedTests } from "../../tasks/nb/failed_tests.ts";
import { findNotebooks } from "../../tasks/nb/find.ts";
import { format, unformatted } from "../../tasks/nb/format.ts";
import { htmlReport } from "../../tasks/nb/html_report.ts";
import { junit } from "../../tasks/nb/junit.ts";
import { lesson } from "../../tasks/nb/new.ts";
import {
  codeCells,
  joined,
  type Notebook,
  notebookText,
  type Output,
  readNotebook,
  sourceOf,
} from "../../tasks/nb/notebook.ts";
import { parseNbOptions } from "../../tasks/nb/options.ts";
import { toOutputs } from "../../tasks/nb/outputs.ts";
import { setParameters } from "../../tasks/nb/parameters.ts";
import { cellReport, notebookReport } from "../../tasks/nb/report.ts";
import type { NotebookResult } from "../../tasks/nb/result.ts";
import { runNotebook } from "../../tasks/nb/run_notebook.ts";
import { settled, settledMeasured } from "../../tasks/nb/settled.ts";
import { notebookFolder, testNotebook } from "./nb_folder.ts";

function setIn(sources: string[], values: Record<string, string>): string[] {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    metadata: i === 1 ? { tags: ["parameters"] } : {},
    source,
  }));
  return setParameters(testNotebook(cells), values).cells.map(sourceOf);
}

Deno.test("setParameters() replaces one value and leaves the rest as it is", () => {
  const source =
    "// const N = 1\nconst N: number = 10; // few\nconst M = [\n  1,\n];\nlet s = 'a;b'";
  const [set] = setIn([source], { N: "3", M: "[2]", s: "it's" });
  assertEquals(
    set,
    '// const N = 1\nconst N: number = 3; // few\nconst M = [2];\nlet s = "it\'s"',
  );
});

Deno.test("setParameters() prefers the tagged cell and leaves its argument alone", () => {
  assertEquals(setIn(["const N = 1;", "const N = 2;"], { N: "3" }), [
    "const N = 1;",
    "const N = 3;",
  ]);
  const notebook = testNotebook(["const N = 1;"]) as Notebook;
  setParameters(notebook, { N: "3" });
  assertEquals(sourceOf(notebook.cells[0]!), "const N = 1;");
});

Deno.test("setParameters() leaves out the time budget, which holds for the values in the file", () => {
  const notebook: Notebook = testNotebook(["const N = 1;"], { descent: { seconds: 60, level: 1 } });
  assertEquals(setParameters(notebook, {}).metadata, { descent: { seconds: 60, level: 1 } });
  assertEquals(setParameters(notebook, { N: "2" }).metadata, { descent: { level: 1 } });
});

Deno.test("setParameters() names what is not declared", () => {
  for (const source of ["const NAME = 1;", "f(N = 1);", "// const N = 1"]) {
    assertThrows(
      () => setIn([source], { N: "3" }),
      RangeError,
      'Cannot set N: a cell must declare "const N ="',
    );
  }
});

Deno.test("parseNbOptions() reads a command with its options", () => {
  const words = "run a.ipynb b --jobs 2 --timeout 30 --set A=1 --set B=x=y --quiet".split(" ");
  const settings = parseNbOptions(words);
  assertEquals(settings.paths, ["a.ipynb", "b"]);
  assertEquals([settings.jobs, settings.timeoutSeconds, settings.quiet], [2, 30, true]);
  assertEquals(settings.set, { A: "1", B: "x=y" });
  assert(parseNbOptions([]).help && parseNbOptions(["check", "--help"]).help);
});

Deno.test("parseNbOptions() refuses what a command does not take", () => {
  const errors: [string, string][] = [
    ["fly", 'the command must be one of run, check, fmt, execute, clear, new, html, got "fly"'],
    ["check --jobs 2", "check takes no --jobs"],
    ["run --verify", "run takes no --verify"],
    ["run --jobs 0", '--jobs must be a whole number from 1 to 64, got "0"'],
    ["run --set 1=2", '--set must be name=value, got "1=2"'],
  ];
  for (const [words, message] of errors) {
    const text = `${message} (see "deno task nb --help")`;
    assertThrows(() => parseNbOptions(words.split(" ")), UsageError, text);
  }
});

function message(type: string, content: Record<string, unknown>) {
  return { type, parentId: "", content, metadata: {} };
}

Deno.test("toOutputs() joins prints, redraws displays in place, and clears", () => {
  const print = (text: string, name = "stdout") => message("stream", { name, text });
  const show = (type: string, text: string) =>
    message(type, { data: { "text/plain": text }, metadata: {}, transient: { display_id: "d" } });
  const data = (text: string) => ({ data: { "text/plain": [text] }, metadata: {} });
  const displays = new Map<string, Output[]>();
  const first = toOutputs([
    print("gone"),
    message("clear_output", { wait: true }),
    print("10 %\r20 %\n"),
    print("b"),
    print("bad", "stderr"),
    show("display_data", "1/2"),
    show("update_display_data", "2/2"),
  ], displays);
  assertEquals(first, [
    { output_type: "stream", name: "stdout", text: ["20 %\n", "b"] },
    { output_type: "stream", name: "stderr", text: ["bad"] },
    { output_type: "display_data", ...data("2/2") },
  ]);
  assertEquals(toOutputs([show("update_display_data", "done")], displays), []);
  assertEquals(first[2], { output_type: "display_data", ...data("done") }); // a later cell did it
});

Deno.test("failedTests() tells what Deno printed of a failure, and nothing of success", () => {
  const failed =
    "adds ... FAILED (3ms)\n\n ERRORS \n\nadds => <anonymous>:1:27\nerror: Error: boo\n" +
    "\n FAILURES \n\nadds\n\nFAILED | 1 passed | 1 failed (10ms)\n";
  assertEquals(failedTests(failed), "adds => <anonymous>:1:27\nerror: Error: boo");
  assertEquals(failedTests("fine ... ok\n\nok | 1 passed | 0 failed (1ms)\n"), undefined);
});

const result: NotebookResult = {
  path: 'a & "b".ipynb',
  elapsedMs: 1500,
  problem: "took 2 s",
  cells: [
    { cell: 1, title: "const a = 1 < 2;", outcome: "passed", elapsedMs: 12, outputs: [] },
    {
      cell: 2,
      title: "throw",
      outcome: "failed",
      problem: { kind: "error", text: "Error: \x1b[31m<b>\x00]]>\nat 1:2" },
      elapsedMs: 3400,
      memoryBytes: 231e6,
      memoryGrowth: 2e6,
      tensorGrowth: 1,
      outputs: [],
    },
    { cell: 3, title: "1", outcome: "skipped", elapsedMs: 0, outputs: [] },
  ],
};

Deno.test("junit() is well-formed XML with the right counts", async () => {
  const { JSDOM } = await import("jsdom");
  // Throws where the text is not well-formed.
  const { window } = new JSDOM(junit([result]), { contentType: "application/xml" });
  const xml = window.document;
  const suite = xml.querySelector("testsuite")!;
  const counts = ["name", "tests", "failures", "skipped"].map((name) => suite.getAttribute(name));
  assertEquals(counts, ['a & "b".ipynb', "4", "2", "1"]);
  const failure = xml.querySelectorAll("testcase")[1]!.querySelector("failure")!;
  assertEquals(failure.textContent, "error: Error: \ufffd[31m<b>\ufffd]]>\nat 1:2");
});

Deno.test("htmlReport() shows every cell and lets no text become markup", () => {
  const html = htmlReport([result]);
  for (
    const part of ["a &amp; &quot;b&quot;.ipynb: FAILED", "1 &lt; 2", "&lt;b&gt;", "231 MB (+2)"]
  ) {
    assertStringIncludes(html, part);
  }
  assert(!html.includes("<b>"));
});

Deno.test("cellReport() and notebookReport() say what happened in a line", () => {
  assertEquals(notebookReport(result), 'a & "b".ipynb: FAILED, 3 cells in 1.5 s\n    took 2 s');
  assertEquals(cellReport(result.cells[0]!), "  1 ✓     12 ms  const a = 1 < 2;");
  const [line, problem] = cellReport(result.cells[1]!).split("\n");
  assertEquals(line, "  2 ✗     3.4 s  231 MB (+2)  +1 tensor  throw");
  assert(problem!.startsWith("      error: Error: "));
  assertEquals(cellReport(result.cells[2]!), "  3 –  skipped  1");
});

Deno.test("findNotebooks() takes files and folders, and not Jupyter's copies", async () => {
  await using folder = notebookFolder();
  const [b, a] = [folder.write("b", []), folder.write("a", [])];
  await Deno.mkdir(`${folder.path}/.ipynb_checkpoints`);
  folder.write(".ipynb_checkpoints/a-checkpoint", []);
  assertEquals(await findNotebooks([folder.path]), [a, b]);
  assertEquals(await findNotebooks([b, a]), [b, a]);
  await assertRejects(
    () => findNotebooks(["nowhere.ipynb"]),
    RangeError,
    'Cannot open nowhere.ipynb: it must be a notebook (.ipynb) or a folder, got "nothing"',
  );
});

Deno.test("readNotebook() refuses what is no notebook", async () => {
  await using folder = notebookFolder();
  const path = `${folder.path}/a.ipynb`;
  for (const text of ["{}", "no JSON", '{"nbformat":3,"cells":[]}']) {
    await Deno.writeTextFile(path, text);
    const wanted = `Cannot read ${path}: it must be a notebook of nbformat 4`;
    await assertRejects(() => readNotebook(path), SyntaxError, wanted);
  }
});

Deno.test("diagnose() gives types, syntax and style by cell, line and column", async () => {
  await using folder = notebookFolder();
  const types = folder.write("types", ["const a = 1;", 'let b: number = "x";\nb = a.nosuch;']);
  const syntax = folder.write("syntax", ["1;", "const fine = 1;\nconst x: = 3;"]);
  const good = folder.write("good", [
    "const a = 1\na", // no semicolon: the next cell must not go on from here
    "[a].length",
    { cell_type: "code", metadata: { tags: ["no-check"] }, source: "const wrong: number = '';" },
  ]);
  assertEquals(await diagnose([good]), []);
  assertEquals(await diagnose([types, good]), [
    {
      at: `${types} cell 2:1:5`,
      text: "TS2322: Type 'string' is not assignable to type 'number'.",
    },
    {
      at: `${types} cell 2:2:7`,
      text: "TS2339: Property 'nosuch' does not exist on type '1'.",
    },
  ]);
  const [first, ...others] = await diagnose([good, syntax]);
  assertEquals([first!.at, others], [`${syntax} cell 2:2:10`, []]);
  assertStringIncludes(first!.text, "Unexpected token `=`");
  assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).length, 3); // nothing left behind
});

Deno.test("unformatted() names the first line that deno fmt would change, format() changes it", async () => {
  await using folder = notebookFolder();
  const path = folder.write("form", [
    "const a = 1;\nconst b = [ a ];",
    "b;\n\n",
    "const x: = 3", // what does not parse has no form; the compiler tells of it
    "await b[0];",
  ]);
  const found = async () => unformatted([{ path, cells: codeCells(await readNotebook(path)) }]);
  const mend = `deno fmt has "const b = [a];"; mend it by "deno task nb fmt ${path}"`;
  assertEquals(await found(), [{ at: `${path} cell 1:2:1`, text: `not formatted: ${mend}` }]);
  assertEquals(await format([path]), 0);
  assertEquals(await found(), []);
  const sources = codeCells(await readNotebook(path)).map(({ source }) => source);
  assertEquals(sources[0], "const a = 1;\nconst b = [a];");
  assertEquals(sources.slice(2), ["const x: = 3", "await b[0];"]);
});

Deno.test("settled() sees through times, dates and ids, and through nothing else", () => {
  const print = (text: string | string[]): Output => ({ output_type: "stream", text });
  const same = (a: string, b: string) => settled(print(a)) === settled(print(b));
  assert(same("done in 12.3 ms", "done in 1.20 s"));
  assert(same("took 1 min 20 s", "took 59 s"));
  assert(same(`id ${crypto.randomUUID()}`, `id ${crypto.randomUUID()}`));
  assertEquals(settled(print(["a\n", "b"])), settled(print("a\nb")));
  assert(!same("accuracy 0.981", "accuracy 0.982"));
  assert(!same("12 samples", "13 samples"));
});

Deno.test("withOutputs() makes a file that a second run leaves as it is, and clear takes it back", async () => {
  await using folder = notebookFolder();
  const path = folder.write("a", ["console.log(performance.now() + ' ms');", "1 + 1"]);
  const notebook = await readNotebook(path);
  const run = () => runNotebook(path, notebook, { timeoutSeconds: 20 });
  const [first, second] = [await run(), await run()];
  const once = withOutputs(notebook, first);
  assertEquals(codeCells(once).map(({ cell }) => cell.execution_count), [1, 2]);
  assertEquals(notebookText(withOutputs(once, second)), notebookText(once));
  assertEquals(differences(once, second), []);
  assertEquals(notebookText(cleared(once)), notebookText(cleared(notebook)));
  assertEquals(differences(notebook, first).length, 2);

  const wrong = structuredClone(once);
  codeCells(wrong)[1]!.cell.outputs![0]!.data!["text/plain"] = ["3"];
  assertStringIncludes(differences(wrong, second)[0]!, "cell 2, output 1: the file has ");
});

Deno.test("settledMeasured() leaves words and forms, and nothing that was measured", () => {
  const show = (data: Record<string, unknown>): Output => ({ output_type: "display_data", data });
  const plotly = (x: number[], name = "loop") => ({
    "text/plain": "[Speed: 1 scatter]",
    "text/html": `<img alt="${x}">`,
    "application/vnd.plotly.v1+json": { data: [{ name, x }], layout: {} },
  });
  const same = (a: Output, b: Output) => settledMeasured(a) === settledMeasured(b);
  assert(same(show(plotly([1, 2.5e-3])), show(plotly([-30, 4]))));
  assert(!same(show(plotly([1, 2])), show(plotly([1]))), "a point is missing");
  assert(!same(show(plotly([1])), show(plotly([1], "lanes"))), "another name");

  const table = (rows: string[]) => show({ "text/plain": rows.join("\n") });
  assert(same(table(["loop  1.2", "────  ───"]), table(["loop  23.45", "────  ─────"])));
  assert(!same(table(["✓ the loop is slower"]), table(["✗ the loop is slower"])));
  const print = (text: string): Output => ({ output_type: "stream", text });
  assert(same(print("12.5 GFLOP/s"), print("7 GFLOP/s")));
  assert(!same(print("12.5 GFLOP/s"), print("7 MFLOP/s")));
});

Deno.test("withOutputs() keeps the numbers of a cell with the tag measured, and no other cell's", async () => {
  await using folder = notebookFolder();
  const path = folder.write("a", ["console.log(Math.random());"]);
  const notebook = await readNotebook(path);
  const run = () => runNotebook(path, notebook, { timeoutSeconds: 20 });
  const [first, second] = [await run(), await run()];
  const once = withOutputs(notebook, first);
  assertEquals(differences(once, second).length, 1);

  codeCells(once)[0]!.cell.metadata = { tags: ["measured"] };
  assertEquals(differences(once, second), []);
  assertEquals(notebookText(withOutputs(once, second)), notebookText(once));
});

Deno.test("lesson() follows the house pattern, and runs", async () => {
  await using folder = notebookFolder();
  const core = import.meta.resolve("../../lib/core/mod.ts");
  await Deno.writeTextFile(`${folder.path}/deno.json`, `{"imports":{"descent/core":"${core}"}}`);
  const notebook = lesson("Means");
  const options = { timeoutSeconds: 20 };
  const { cells } = await runNotebook(`${folder.path}/a.ipynb`, notebook, options);
  assertEquals(cells.map(({ outcome }) => outcome), ["passed", "passed", "passed", "passed"]);
  assert(joined(notebook.cells[0]!.source).startsWith("# Means\n\n**The question.**"));
  const set = setParameters(notebook, { SAMPLES: "50" });
  assertStringIncludes(codeCells(set)[0]!.source, "const SAMPLES = 50;");
});
