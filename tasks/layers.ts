/**
 * `deno task layers`: who may import whom in this project.
 *
 * Data goes one way, data → preprocess → models → metrics → plot, so that a reader can take one
 * folder of lib/ and know what comes with it.
 *
 * @module
 */

import { parseTaskArgs } from "./cli/args.ts";
import { runTask } from "./cli/errors.ts";
import { readFiles, type SourceFile } from "./shared/files.ts";
import { type Finding, report } from "./shared/findings.ts";
import { findImports, lineAt } from "./shared/imports.ts";
import { mask } from "./shared/mask.ts";

const HELP = `
Checks who imports whom, and that lib/ keeps away from Deno.* and Math.random.

Usage: deno task layers

Prints path:line and the rule for each import that breaks one; exit code 1 if there are any.
The rules are the tables at the top of tasks/layers.ts.`;

const TFJS = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js", // what starts its binary
  "@tensorflow/tfjs-backend-webgpu",
];

/** What draws and packs pictures, loaded when a figure is shown or saved and not before. */
const DRAWING = ["plotly-cartesian", "plotly-gl3d", "jsdom", "resvg", "resvg-binary", "arimo"];

/** What answers requests, and checks the form of their bodies. */
const HTTP = ["hono", "hono/cors", "hono/secure-headers", "zod"];

/** For each folder of lib/, the other folders and the packages that it may import. */
const ALLOWED: Record<string, { folders: string[]; packages: string[] }> = {
  core: { folders: [], packages: [] },
  data: { folders: ["core"], packages: ["danfojs", "mnist"] },
  preprocess: { folders: ["core"], packages: [] },
  metrics: { folders: ["core"], packages: [] },
  plot: { folders: ["core"], packages: DRAWING },
  ngram: { folders: ["core"], packages: [] },
  optim: { folders: ["core"], packages: [] },
  recommend: { folders: ["core"], packages: [] },
  erm: { folders: ["core", "optim", "preprocess"], packages: [] },
  kernels: { folders: ["core"], packages: TFJS },
  backend: { folders: ["core", "kernels"], packages: TFJS },
  nn: {
    folders: ["core", "backend", "kernels", "optim", "preprocess"],
    packages: [...TFJS, "h5wasm", "fflate"],
  },
  serve: { folders: ["core", "nn", "preprocess"], packages: HTTP },
  notebook: { folders: ["core", "plot"], packages: [] },
};

/** The places in lib/ that may touch the machine: files, network, other processes. */
const MACHINE = [
  "lib/core/write_atomic.ts",
  "lib/backend/gpu_probe.ts", // a child process, which a broken graphics driver may crash
  "lib/backend/start_wasm.ts", // reads tfjs's binary, as tfjs does
  "lib/data/",
  "lib/kernels/load.ts",
  "lib/kernels/pool.ts", // asks whether threads may start
  "lib/nn/optimizer_state.ts",
  "lib/nn/passport.ts",
  "lib/nn/save_model.ts",
  "lib/serve/audit_log.ts",
  "lib/serve/model_folder.ts",
  "lib/serve/routing.ts",
  "lib/serve/verify_audit_log.ts",
  "lib/notebook/",
];

/** And what a few others may import of Node's modules. */
const NODE_IMPORTS: Record<string, string> = {
  "lib/kernels/pool.ts": "node:worker_threads", // whose workers let a process end, unlike Deno's
  "lib/kernels/pool_worker.ts": "node:worker_threads",
  "lib/ngram/read_corpus.ts": "node:buffer", // to ask whether bytes are UTF-8 without decoding them
  "lib/nn/progress.ts": "node:process",
  "lib/serve/hash.ts": "node:crypto", // at once: a chain of hashes cannot wait for promises
};

/**
 * Every import, and every use of `Deno` or `Math.random` in lib/, that breaks a rule.
 *
 * @param files Sources by their path from the project's root.
 * @returns What was found, with the rule in words.
 */
export function checkLayers(files: SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const edges = new Map<string, Finding>(); // "from to" of folders in lib/, with one place
  for (const { path, text } of files) {
    for (const { specifier, line } of findImports(text)) {
      const rule = brokenRule(path, specifier);
      if (rule) findings.push({ path, line, rule });
      const [from, to] = [libFolder(path), libFolder(targetOf(path, specifier))];
      if (from && to && from !== to) edges.set(`${from} ${to}`, { path, line, rule: "" });
    }
    if (path.startsWith("lib/")) findings.push(...forbiddenNames(path, text));
  }
  return [...findings, ...cycles(edges)];
}

/** The rule that an import breaks, in words, or nothing. */
function brokenRule(path: string, specifier: string): string | undefined {
  const target = targetOf(path, specifier);
  if (!path.startsWith("lib/")) {
    return target?.startsWith("lib/") ? byName(path, target) : undefined;
  }
  const folder = libFolder(path);
  const allowed = ALLOWED[folder];
  if (!allowed) return `lib/${folder} must be named in the table of tasks/layers.ts`;
  if (target !== undefined) return insideLib(folder, allowed.folders, target);
  if (specifier.startsWith("descent/")) {
    return `inside lib/ imports are relative, not "${specifier}"`;
  }
  if (/^(npm|jsr|https?):/.test(specifier)) return `packages are named in deno.json, not here`;
  if (specifier.startsWith("node:")) {
    const may = isMachine(path) || NODE_IMPORTS[path] === specifier;
    return may ? undefined : `${path} must not import ${specifier}: it may not touch the machine`;
  }
  if (allowed.packages.includes(specifier)) return undefined;
  return `lib/${folder} must not import ${specifier}, only ${list(allowed.packages)}`;
}

function insideLib(folder: string, allowed: string[], target: string): string | undefined {
  if (!target.startsWith("lib/")) return `lib/ must not import ${target}`;
  const other = libFolder(target);
  if (other === folder) return undefined;
  if (!allowed.includes(other)) {
    return `lib/${folder} must not import lib/${other}, only ${list(allowed)}`;
  }
  return target === `lib/${other}/mod.ts`
    ? undefined
    : `import lib/${other}/mod.ts, not a file inside: ${target}`;
}

/** Outside lib/ a folder goes by its name; a test may look inside the folder that it mirrors. */
function byName(path: string, target: string): string | undefined {
  const folder = libFolder(target);
  const looksInside = path.startsWith(`tests/${folder}/`) && target !== `lib/${folder}/mod.ts`;
  return looksInside
    ? undefined
    : `outside lib/ write "descent/${folder}", not a path to ${target}`;
}

function forbiddenNames(path: string, text: string): Finding[] {
  const code = mask(text);
  const places = (name: RegExp, rule: string) =>
    [...code.matchAll(name)].map(({ index }) => ({ path, line: lineAt(code, index), rule }));
  return [
    ...places(/(?<![\w$.])Math\s*\.\s*random\b/g, "lib/ takes a seeded Prng, never Math.random"),
    ...isMachine(path)
      ? []
      : places(/(?<![\w$.])Deno\b/g, `${path} must not use Deno: it may not touch the machine`),
  ];
}

/** Circles of folders that import each other, each told once, at one of its imports. */
function cycles(edges: Map<string, Finding>): Finding[] {
  const next = (from: string) =>
    [...edges.keys()].map((edge) => edge.split(" ")).filter(([a]) => a === from).map(([, b]) => b!);
  const found = new Map<string, Finding>();
  const visit = (folder: string, way: string[]) => {
    const start = way.indexOf(folder);
    if (start < 0) return next(folder).forEach((to) => visit(to, [...way, folder]));
    const circle = way.slice(start);
    const key = circle.toSorted().join(" ");
    const rule = `folders import each other in a circle: ${[...circle, folder].join(" → ")}`;
    if (!found.has(key)) found.set(key, { ...edges.get(`${circle.at(-1)} ${folder}`)!, rule });
  };
  for (const edge of edges.keys()) visit(edge.split(" ")[0]!, []);
  return [...found.values()];
}

/** Where a relative import leads, from the project's root; nothing for a package. */
function targetOf(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return new URL(specifier, `file:///${path}`).pathname.slice(1);
}

function libFolder(path: string | undefined): string {
  return path?.match(/^lib\/([^/]+)\//)?.[1] ?? "";
}

function isMachine(path: string): boolean {
  return MACHINE.some((place) => place.endsWith("/") ? path.startsWith(place) : path === place);
}

function list(names: string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}

if (import.meta.main) {
  await runTask(async () => {
    const options = { help: { type: "boolean", short: "h" } } as const;
    const { values } = parseTaskArgs("layers", Deno.args, options);
    if (values.help) return console.log(HELP.trim());
    const files = await readFiles(["lib", "tasks", "tests"], [".ts"]);
    return report(checkLayers(files), `${files.length} files keep to their layers`);
  });
}
