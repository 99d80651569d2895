import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import type { Report } from "../../tasks/evaluate/report.ts";

// The task as `deno task evaluate` starts it.
const [, ...program] = config.tasks.evaluate.split(" ");
const [subcommand, ...flags] = program as [string, ...string[]];
const folder = await Deno.makeTempDir({ prefix: "descent-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const ROWS = [
  "y_true,y_pred,p_spam,text",
  "spam,spam,0.9,win",
  "spam,ham,0.4,dear",
  "ham,ham,0.2,hi",
]
  .concat(["ham,ham,0.1,hi", "ham,spam,0.6,win", "spam,spam,0.8,dear", "ham,ham,0.3,<b>&"]);
const predictions = `${folder}/p.csv`;
await Deno.writeTextFile(predictions, ROWS.join("\n"));

function start(args: string[], stdin: "null" | "piped" = "null", extra: string[] = []) {
  return new Deno.Command(Deno.execPath(), {
    args: [subcommand, ...extra, ...flags, ...args],
    cwd: new URL("../..", import.meta.url),
    env: { NO_COLOR: "1" },
    stdin,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: read(stdout), errors: read(stderr) };
}

const run = (...args: string[]) => end(start(args));

Deno.test("evaluate prints a table with intervals, and writes the page and the JSON", async () => {
  const args = ["--predictions", predictions, "--compare", predictions, "--slices", "text"];
  const { code, out, errors } = await run(...args, "--out", `${folder}/new/report.html`);
  assertEquals([code, errors], [0, ""]);
  assertStringIncludes(out, "classification of 7 rows, 2 classes, positive is spam\n");
  assertMatch(out, /^metric +A +95 % interval +B +95 % interval +from$/m);
  assertMatch(out, /^accuracy ↑ +0\.7143 +0\.3589 … 0\.9178 +0\.7143 +0\.3589 … 0\.9178 +Wilson$/m);
  assertMatch(out, /^By text in A, .*: worst is (dear|win), 0\.5000 from the best$/m);
  assert(out.endsWith(`\nWrote ${folder}/new/report.html and ${folder}/new/report.json\n`), out);
  const report: Report = JSON.parse(await Deno.readTextFile(`${folder}/new/report.json`));
  assertEquals([report.format, report.formatVersion, report.rows], ["descent evaluation", 1, 7]);
  assertEquals(report.comparison!.map(({ test }) => test.corrected), [1, 1, 1, 1, 1]);
});

Deno.test("evaluate's page stands alone: no address is loaded, and text from files is escaped", async () => {
  await run("--predictions", predictions, "--slices", "text", "--out", `${folder}/page.html`);
  const page = await Deno.readTextFile(`${folder}/page.html`);
  const withoutLibrary = page.replace(/<script>\(async function[\s\S]*?<\/script>/, "");
  assert(withoutLibrary.length < page.length - 500_000, "plotly.js is in the page");
  assertEquals(withoutLibrary.match(/(?:src|href)="(?!data:)[^"]*"|url\(|@import/g), null);
  assert(!page.includes("<b>&<"), "a group's name is text");
  assertStringIncludes(page, "<td>&lt;b&gt;&amp;</td>");
  for (const title of ["Which class is taken for which", "ROC curve of spam", "Accuracy by text"]) {
    assertStringIncludes(page, title);
  }
});

Deno.test("evaluate writes the same for the same seed", async () => {
  for (const name of ["one", "two"]) {
    await run("--predictions", predictions, "--seed", "3", "--json", `${folder}/${name}.json`);
  }
  const [one, two] = await Promise.all(
    ["one", "two"].map((name) => Deno.readTextFile(`${folder}/${name}.json`)),
  );
  assertEquals(one, two);
});

Deno.test("evaluate names bad rows by line, and stops at the first under --strict", async () => {
  const path = `${folder}/bad.csv`;
  await Deno.writeTextFile(path, [...ROWS, "spam,spam,2,x", "spam", ""].join("\n"));
  const { code, out } = await run("--predictions", path);
  assertEquals(code, 0);
  assertStringIncludes(out, "2 bad rows left out\n");
  assertStringIncludes(out, `  ${path} line 9: p_spam is 2, not from 0 to 1\n`);
  assertStringIncludes(out, `  ${path} line 10: it has 1 field, not 4\n`);
  const json = `${folder}/strict.json`;
  const strict = await run("--predictions", path, "--strict", "--json", json);
  assertEquals([strict.code, strict.out, strict.errors], [
    1,
    "",
    `error: Cannot evaluate ${path}: line 9: p_spam is 2, not from 0 to 1\n`,
  ]);
  assertEquals(await exists(json), false);
});

Deno.test("evaluate says what is wrong with a path or an option, before the work", async () => {
  assertEquals(await run("--predictions", `${folder}/none.csv`), {
    code: 1,
    out: "",
    errors: `error: Cannot read ${folder}/none.csv: there is no such file\n`,
  });
  const folderAsFile = await run("--predictions", folder);
  assertStringIncludes(folderAsFile.errors, "it must be a file, and is a folder");
  const taken = await run("--predictions", predictions, "--json", folder);
  assertStringIncludes(taken.errors, "error: Cannot write the JSON: --json must name a file, got");
  const lines = `${folder}/rows.json`;
  await Deno.writeTextFile(lines, '{"y_true":1,"y_pred":1}\n{"y_true":0,"y_pred":1}\n');
  const over = await run("--predictions", lines, "--out", `${folder}/rows.html`);
  assertEquals([over.code, over.errors], [
    1,
    `error: Cannot write the JSON: --out must not take the place of another file of this run, got "${lines}"\n`,
  ]);
  assertStringIncludes(await Deno.readTextFile(lines), "y_true");
  const usage = await run("--sclices", "x");
  assertEquals([usage.code, usage.errors], [
    2,
    `error: unknown option '--sclices' (see "deno task evaluate --help")\n`,
  ]);
});

Deno.test("evaluate --help tells every option", async () => {
  const { out } = await run("--help");
  const options = ["predictions", "compare", "slices", "out", "json", "kind", "positive", "strict"];
  for (const option of [...options, "level", "seed", "help"]) {
    assertStringIncludes(out, `--${option}`);
  }
});

// 100 MB of rows through a heap of 40 MB.
Deno.test("evaluate reads more than its memory holds", async () => {
  const child = start(["--predictions", "-"], "piped", ["--v8-flags=--max-old-space-size=40"]);
  const writer = child.stdin.getWriter();
  const wide = "x".repeat(2000);
  const block = Array.from(
    { length: 500 },
    (_, i) => `${i % 2},${i % 10 === 0 ? 1 : 0},0.${i},${wide}\n`,
  );
  const bytes = new TextEncoder().encode(block.join(""));
  await writer.write(new TextEncoder().encode("y_true,y_pred,probability,text\n"));
  for (let i = 0; i < 100; i++) await writer.write(bytes);
  await writer.close();
  const { code, out, errors } = await end(child);
  assertEquals([code, errors], [0, ""]);
  assertStringIncludes(out, "classification of 50,000 rows, 2 classes, positive is 1");
});

Deno.test("evaluate stops at Ctrl-C, though its input is silent, and writes nothing", async () => {
  const out = `${folder}/stopped`;
  await Deno.mkdir(out);
  const child = start(["--predictions", "-", "--out", `${out}/report.html`], "piped");
  const writer = child.stdin.getWriter();
  // More than a pipe holds: once it is taken the child is reading.
  await writer.write(new TextEncoder().encode("y_true,y_pred\n" + "1,1\n".repeat(50_000)));
  child.kill("SIGINT");
  const { code, errors } = await end(child);
  await writer.abort().catch(() => {});
  assertEquals([code, errors], [130, "error: stopped\n"]);
  assertEquals(Array.from(Deno.readDirSync(out)), []);
});

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
