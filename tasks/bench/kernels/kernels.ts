import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm"; // brings tfjs's own kernels, before ours take their places
import { useBackend } from "descent/backend";
import { loadMnist } from "descent/data";
import { convolutions } from "./convolutions.ts";
import { copies } from "./copies.ts";
import { heap, type KernelCase, type StockKernels } from "./case.ts";
import { measure } from "./measure.ts";
import { passes } from "./passes.ts";
import { patches } from "./patches.ts";
import { products } from "./products.ts";
import { winogradConvolutions } from "./winograd.ts";
import type { KernelResult, KernelResults } from "./results.ts";
import { readMachine } from "../shared/machine.ts";
import { PIXELS } from "../mnist/problem.ts";

const BATCH = 32; // the documented example's
const WARM_UP = 1;

/**
 * Measures every kernel of ours beside its plain loop and tfjs's own, after checking it.
 *
 * @param bench How many rounds are counted.
 * @param say Told in a few words what is going on.
 * @returns All timings and ratios.
 * @throws {RangeError} If a kernel does not agree with its plain loop.
 */
export async function benchKernels(
  { rounds }: { rounds: number },
  say: (words: string) => void,
): Promise<KernelResults> {
  const machine = readMachine(); // first of all: the load must not be our own
  const stock = stockKernels();
  const { relaxedSimd } = await useBackend("wasm", { threads: 1 });
  const cases = [
    ...convolutions(stock),
    ...winogradConvolutions(stock),
    ...patches(await digits()),
    ...products(stock),
    ...passes(stock),
    ...copies(stock),
  ];
  const kernels: KernelResult[] = [];
  for (const test of cases) {
    say(`${test.kernel}, ${test.sizes}`);
    kernels.push(await measure(test, { counted: rounds, warmUp: WARM_UP }));
  }
  return {
    bench: "kernels",
    machine,
    versions: { Deno: Deno.version.deno, V8: Deno.version.v8, tfjs: tf.version.tfjs },
    settings: { rounds, warmUp: WARM_UP },
    relaxedSimd,
    notMeasured: notMeasured(cases),
    kernels,
  };
}

/** What stands in the registry now: `useBackend` will put ours there. */
function stockKernels(): StockKernels {
  const own = new Map(tf.getKernelsForBackend("wasm").map((kernel) => [kernel.kernelName, kernel]));
  return (name) => own.get(name);
}

/** The first batch of MNIST's test images, 0 to 1. */
async function digits(): Promise<Float32Array<ArrayBuffer>> {
  const { test } = await loadMnist();
  return Float32Array.from(test.images.subarray(0, BATCH * PIXELS), (byte) => byte / 255);
}

/** Nobody shall forget the case of a new kernel. */
function notMeasured(cases: readonly KernelCase[]): string[] {
  const named = new Set(cases.flatMap(({ kernel }) => kernel.split(", ")));
  const functions = Object.entries(heap().kernels).filter(([, it]) => typeof it === "function");
  return functions.map(([name]) => name).filter((name) => !named.has(name));
}
