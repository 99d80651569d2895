import * as tf from "@tensorflow/tfjs";
import factory from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
import { mayStartThreads, PooledWasm, shareMemory } from "../kernels/mod.ts";

/** tfjs's compiled module, with the C functions it offers by name. */
type WasmModule = Awaited<ReturnType<typeof factory.default>> & {
  cwrap(name: string, returns: "number" | null, takes: "number"[]): (...args: number[]) => number;
};

/** The types say that the package's CommonJS file has a `default`; it is one function. */
const startModule = factory as unknown as typeof factory.default;

const FOLDER = "@tensorflow/tfjs-backend-wasm/wasm-out/";

/**
 * Starts tfjs's WASM backend, where it does not run yet, with less to do for each tensor and, for
 * several threads, on a memory that they share: tfjs's own binary with one thread and SIMD, its memory
 * an import. tfjs's build with threads does not start in Deno, and computes with half the cores.
 *
 * @returns False where the backend runs already, on a memory of its own.
 */
export async function startWasm(threads: number): Promise<boolean> {
  if ("wasm" in tf.engine().registry) return false; // findBackend would start it
  const module = await startOn(threads > 1 && mayStartThreads());
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => new PooledWasm(module), 3);
  return true;
}

async function startOn(shares: boolean): Promise<WasmModule> {
  const stock = await Deno.readFile(
    new URL(import.meta.resolve(`${FOLDER}tfjs-backend-wasm-simd.wasm`)),
  );
  const { binary, imports: own } = shares ? share(stock) : { binary: stock, imports: {} };
  const compiled = await WebAssembly.compile(binary);
  const module = await startModule({
    instantiateWasm(imports: WebAssembly.Imports, done: (started: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(compiled, { ...imports, ...own });
      done(instance);
      return instance.exports;
    },
  });
  return named(module as WasmModule);
}

function share(stock: Uint8Array): { binary: BufferSource; imports: WebAssembly.Imports } {
  const { binary, limits } = shareMemory(stock, ["descent", "memory"]);
  const memory = new WebAssembly.Memory({ ...limits, shared: true });
  return { binary, imports: { descent: { memory } } };
}

/** The names under which tfjs's backend calls its C functions; tfjs gives them when it starts. */
function named(module: WasmModule): WasmModule {
  const wrap = (name: string, takes: number, returns: "number" | null = null) =>
    module.cwrap(name, returns, Array<"number">(takes).fill("number"));
  return Object.assign(module, {
    tfjs: {
      init: wrap("init", 0),
      initWithThreadsCount: wrap("init_with_threads_count", 1),
      getThreadsCount: wrap("get_threads_count", 0, "number"),
      registerTensor: wrap("register_tensor", 3),
      disposeData: wrap("dispose_data", 1),
      dispose: wrap("dispose", 0),
    },
  });
}
