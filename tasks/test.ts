/**
 * `deno task test`: runs the tests and the examples in docblocks and pages.
 *
 * Tests import `@std/assert` by its bare name. That package lives on JSR, which closed classrooms
 * and build machines often cannot reach, and Deno would not even type-check a test there. So
 * deno.json points the name at tests/assert/mod.ts, which has the same signatures and verdicts; here,
 * where JSR is at hand, an import map points it at the original, with a lock file of its own.
 *
 * @module
 */

import { runTask } from "./cli/errors.ts";
import { closingLine } from "./shared/closing_line.ts";
import { showDeno } from "./shared/deno.ts";
import { ROOT } from "./shared/files.ts";
import { importMapWithJsr, jsrAtHand } from "./shared/jsr.ts";

const HELP = `
Runs the tests, and the examples in docblocks and Markdown pages.

Usage: deno task test [--filter TEXT] [any other option of "deno test"] [FILE or FOLDER ...]

The last line is "N passed, N failed"; the exit code is 0 if none failed.
Tests on full data sets run where DESCENT_DATA names a folder that holds them, and comparisons with
other tools' results where DESCENT_GOLDEN does.`;

/**
 * Runs the tests.
 *
 * @param args Further arguments for `deno test`.
 * @returns The exit code of the tests.
 */
async function test(args: string[]): Promise<number> {
  if (await jsrAtHand()) return await withJsr((flags) => runTests([...flags, ...args]));
  console.log("JSR is not at hand: @std/assert is tests/assert/mod.ts in this run");
  return await runTests(args);
}

async function runTests(args: string[]): Promise<number> {
  // Tests start programs, which may do anything, and fill /dev/full, which takes every permission.
  const flags = ["--doc", "--parallel", "--allow-all"];
  const { code, stdout } = await showDeno(["test", ...flags, ...args]);
  console.log(closingLine(stdout, code));
  return code;
}

/** Import map and lock file lie in a temporary folder: the project's own lock knows no JSR. */
async function withJsr(run: (flags: string[]) => Promise<number>): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "descent_test_" });
  try {
    const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
    const map = JSON.stringify(importMapWithJsr(imports, ROOT));
    await Deno.writeTextFile(`${folder}/import_map.json`, map);
    await Deno.copyFile(new URL("deno.lock", ROOT), `${folder}/deno.lock`);
    return await run([`--import-map=${folder}/import_map.json`, `--lock=${folder}/deno.lock`]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await runTask(async () => {
    if (Deno.args.includes("--help") || Deno.args.includes("-h")) return console.log(HELP.trim());
    return await test(Deno.args);
  });
}
