import { dirname, resolve } from "node:path";
import { cannot, writeAtomic } from "descent/core";
import { exitCode } from "../cli/errors.ts";
import { listenForInterrupt } from "../cli/interrupt.ts";
import { checkOutput, type Output, writeOrSay } from "../cli/outputs.ts";
import { grouped } from "../mnist/format.ts";
import { breather } from "../ngram/breathe.ts";
import { progressLine } from "../recommend/progress.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluateOptions } from "./options.ts";
import { reportPage } from "./page.ts";
import { reportLines } from "./text.ts";

/**
 * Evaluates files of predictions, tells the result, and writes the page and the JSON asked for.
 *
 * @param options What was asked for.
 * @returns The exit code.
 */
export async function runEvaluate(options: EvaluateOptions): Promise<number> {
  const outputs = outputsOf(options);
  await checkPaths(outputs, options);
  using interrupt = listenForInterrupt();
  const breathe = breather(interrupt.signal, 0);
  const report = await shownWhile((say) =>
    evaluate(options, interrupt.signal, (rows) => say(`${grouped(rows)} rows`))
  );
  await breathe();
  console.log(reportLines(report).join("\n"));

  const page = outputs.page
    ? await shownWhile((say) => (say("drawing figures"), reportPage(report, breathe)))
    : "";
  await breathe();
  const results = [
    await writeOrSay(outputs.page, (path) => write(path, page)),
    await writeOrSay(outputs.json, (path) => write(path, `${JSON.stringify(report, finite, 2)}\n`)),
  ];
  const written = [outputs.page, outputs.json].filter((output, i) => output && results[i]);
  if (written.length > 0) {
    console.log(`\nWrote ${written.map((output) => output!.path).join(" and ")}`);
  }
  return results.every(Boolean) ? exitCode.done : exitCode.failed;
}

/** Shows on one line how far work is, and takes the line away whatever comes of it. */
async function shownWhile<T>(work: (say: (text: string) => void) => Promise<T>): Promise<T> {
  const progress = progressLine(false);
  try {
    return await work(progress.say);
  } finally {
    progress.done();
  }
}

/** The page, and the JSON where it was asked for, or else beside the page. */
function outputsOf({ out, json }: EvaluateOptions): { page?: Output; json?: Output } {
  const path = json ?? out?.replace(/\.html?$/i, ".json");
  const file = { kind: "file" as const };
  return {
    ...out === undefined
      ? {}
      : { page: { option: "--out", what: "the page", path: out, bytes: 2_000_000, ...file } },
    ...path === undefined ? {} : {
      json: {
        option: json === undefined ? "--out" : "--json",
        what: "the JSON",
        path,
        bytes: 100_000,
        ...file,
      },
    },
  };
}

/** Stops unless the outputs can be written, and are other files than those that are read. */
async function checkPaths(
  { page, json }: ReturnType<typeof outputsOf>,
  { predictions, compare }: EvaluateOptions,
): Promise<void> {
  const taken = await Promise.all([predictions, compare ?? "-"].map(realPath));
  for (const output of [page, json]) {
    if (!output) continue;
    const path = await realPath(output.path);
    if (taken.includes(path)) {
      const needed = `${output.option} must not take the place of another file of this run`;
      throw new RangeError(cannot(`write ${output.what}`, needed, output.path));
    }
    taken.push(path);
    await checkOutput(output);
  }
}

async function realPath(path: string): Promise<string> {
  return await Deno.realPath(path).catch(() => resolve(path));
}

/** JSON has no Infinity, as of a test in which all differences are one number. */
function finite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeAtomic(path, text);
}
