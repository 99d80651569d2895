/**
 * `deno task bench`: how fast this kit is, beside other tools.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { helpText } from "./bench/help.ts";
import { type BenchOptions, parseBenchOptions } from "./bench/options.ts";
import { BENCHES, type Measured } from "./bench/registry.ts";
import { runTask } from "./cli/errors.ts";
import { checkOutput, type Output, writing } from "./cli/outputs.ts";

if (import.meta.main) {
  await runTask(async () => {
    const options = parseBenchOptions(Deno.args);
    if (options.help) return console.log(helpText());
    await run(options);
  });
}

async function run(options: BenchOptions): Promise<void> {
  const { json, html } = options;
  const outputs = { json: json && outputOf("json", json), html: html && outputOf("html", html) };
  for (const output of Object.values(outputs)) if (output) await checkOutput(output);
  const all = await measure(options);
  const results = all.map((one) => one.results);
  const text = `${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n`;
  await write(outputs.json, (path) => writeAtomic(path, text));
  const pages = all.flatMap(({ page }) => page ?? []);
  await write(outputs.html, async (path) => {
    const { saveReport } = await import("descent/plot");
    await saveReport(path, pages[0]!.title, pages.flatMap(({ sections }) => sections));
  });
}

async function write(
  output: Output | "" | undefined,
  save: (path: string) => Promise<void>,
): Promise<void> {
  if (!output) return;
  await writing(output, async () => {
    await Deno.mkdir(dirname(output.path), { recursive: true });
    await save(output.path);
  });
}

/** One after the other, each reported as soon as it is there. */
async function measure({ benches, ...request }: BenchOptions): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const [i, name] of benches.entries()) {
    const measured = await BENCHES[name]!.run(request, (words) => console.error(words));
    console.log(`${i > 0 ? "\n" : ""}${measured.report}`);
    all.push(measured);
  }
  return all;
}

function outputOf(kind: "json" | "html", path: string): Output {
  const what = kind === "json" ? "the results" : "the page";
  return { option: `--${kind}`, what, path, kind: "file", bytes: 20_000 };
}
