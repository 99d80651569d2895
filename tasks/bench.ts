/**
 * `deno task bench`: how fast this kit is, beside other tools.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { helpText } from "./bench/help.ts";
import { type BenchOptions, parseBenchOptions } from "./bench/options.ts";
import { BENCHES } from "./bench/registry.ts";
import { runTask } from "./cli/errors.ts";
import { checkOutput, writing } from "./cli/outputs.ts";

if (import.meta.main) {
  await runTask(async () => {
    const options = parseBenchOptions(Deno.args);
    if (options.help) return console.log(helpText());
    await run(options);
  });
}

async function run(options: BenchOptions): Promise<void> {
  const output = options.json === undefined ? undefined : outputOf(options.json);
  if (output) await checkOutput(output);
  const all = await measure(options);
  if (!output) return;
  const text = `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`;
  await writing(output, async () => {
    await Deno.mkdir(dirname(output.path), { recursive: true });
    await writeAtomic(output.path, text);
  });
}

/** One after the other, each reported as soon as it is there. */
async function measure({ benches, ...request }: BenchOptions): Promise<object[]> {
  const all: object[] = [];
  for (const [i, name] of benches.entries()) {
    const { results, report } = await BENCHES[name]!.run(request, (words) => console.error(words));
    console.log(`${i > 0 ? "\n" : ""}${report}`);
    all.push(results);
  }
  return all;
}

function outputOf(path: string) {
  return { option: "--json", what: "the results", path, kind: "file", bytes: 20_000 } as const;
}
