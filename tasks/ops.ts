/**
 * `deno task ops`: which operations train right on which backend, as a table in lib/kernels/README.md.
 *
 * @module
 */

import { writeAtomic } from "descent/core";
import { parseTaskArgs } from "./cli/args.ts";
import { runTask } from "./cli/errors.ts";
import type { Finding } from "./ops/judge.ts";
import {
  type Column,
  differences,
  join,
  readTable,
  replaceTable,
  tableText,
  type Verdicts,
} from "./ops/table.ts";
import { readDeno } from "./shared/deno.ts";

const PAGE = "lib/kernels/README.md";
const PROBE = "tasks/ops/probe.ts";

const HELP = `
Takes the gradient of every operation of TensorFlow.js that has one, on each backend, compares it with
differences of the operation's own values, and writes the verdicts to ${PAGE}.

Usage: deno task ops [--check] [--webgpu] [--verbose]

  --check    write nothing; fail where the page says something else
  --webgpu   ask the WebGPU backend too, which needs an adapter; without, its column stays as it is
  --verbose  print why an operation is wrong or missing
  --help     print this

right: agrees with differences. wrong: does not. missing: an error. bridged: right, by tfjs's
JavaScript kernel on copies.`;

const OPTIONS = {
  check: { type: "boolean" },
  webgpu: { type: "boolean" },
  verbose: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Options = { check?: boolean; webgpu?: boolean; verbose?: boolean };

async function judgeAll({ check, webgpu, verbose }: Options): Promise<number> {
  const columns: Column[] = webgpu ? ["stock", "wasm", "webgpu", "cpu"] : ["stock", "wasm", "cpu"];
  const found: Partial<Record<Column, Record<string, Finding>>> = {};
  for (const column of columns) found[column] = await ask(column);
  if (verbose) explain(found);
  const page = await Deno.readTextFile(PAGE);
  const [written, now] = [readTable(page), join(found)];
  const changes = differences(written, now);
  if (!check) {
    await writeAtomic(PAGE, replaceTable(page, tableText(keepUnasked(now, written))));
    console.log(`${now.size} operations on ${columns.length} backends: ${PAGE} is written`);
    return 0;
  }
  for (const change of changes) console.log(change);
  if (changes.length > 0) console.log(`${PAGE} is not up to date: run "deno task ops"`);
  else console.log(`${now.size} operations do on ${columns.length} backends what ${PAGE} says`);
  return changes.length > 0 ? 1 : 0;
}

/** A process of its own, since kernels are registered for good. */
async function ask(column: Column): Promise<Record<string, Finding>> {
  const { code, stdout, stderr } = await readDeno(["run", "--allow-all", PROBE, column]);
  if (code !== 0) throw new TypeError(`Cannot ask the backend ${column}: ${stderr.trim()}`);
  return JSON.parse(stdout.slice(stdout.indexOf('{"')));
}

/** Verdicts of backends that were not asked stay what the page says. */
function keepUnasked(now: Verdicts, written: Verdicts): Verdicts {
  return new Map([...now].map(([name, of]) => [name, { ...written.get(name), ...of }]));
}

function explain(found: Partial<Record<Column, Record<string, Finding>>>): void {
  for (const [column, findings] of Object.entries(found)) {
    for (const [name, { verdict, why }] of Object.entries(findings)) {
      if (why) console.log(`${column}: ${name}: ${verdict}: ${why}`);
    }
  }
}

if (import.meta.main) {
  await runTask(async () => {
    const { values } = parseTaskArgs("ops", Deno.args, OPTIONS);
    if (values.help) return console.log(HELP.trim());
    return await judgeAll(values);
  });
}
