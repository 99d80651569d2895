/**
 * fast-check, with the same cases in every run: what failed once fails again, here and on a build
 * machine. `DESCENT_FUZZ_SEED=7 deno task test` tries others.
 *
 * @module
 */

import fc from "fast-check/npm";

fc.configureGlobal({ seed: Number(Deno.env.get("DESCENT_FUZZ_SEED") ?? 20260801) });

export default fc;
export * from "fast-check/npm";
