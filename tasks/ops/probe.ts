/**
 * Judges every operation on one backend and prints the findings as JSON: a process of its own for
 * each, since kernels are registered for good.
 *
 * @module
 */

import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { OP_CASES } from "./cases.ts";
import { LAYER_CASES } from "./layers.ts";
import { LOSS_CASES } from "./losses.ts";
import { type Finding, judge } from "./judge.ts";

const backend = Deno.args[0];
const bridged = new Set<string>();
const { warn } = console;
console.warn = (text: string) => bridged.add(String(text)); // how the bridge tells of itself

await open();
const findings: Record<string, Finding> = {};
const ALL = [
  ...OP_CASES.map((one) => [one.name, one] as const),
  ...LAYER_CASES.map((one) => [`layer ${one.name}`, one] as const),
  ...LOSS_CASES.map((one) => [`loss ${one.loss}`, one] as const),
];
for (const [name, one] of ALL) {
  bridged.clear();
  const finding = await judge(one);
  const isBridged = [...bridged].some((text) => text.includes("runs in JavaScript"));
  findings[name] = isBridged && finding.verdict === "right"
    ? { ...finding, verdict: "bridged" }
    : finding;
}
console.warn = warn;
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(findings)));

/** The WASM backend without our kernels is tfjs's alone; all others are those of `useBackend`. */
async function open(): Promise<void> {
  if (backend === "stock") await tf.setBackend("wasm");
  else await useBackend(backend as "wasm" | "cpu" | "webgpu");
}
