import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { useBackend } from "descent/backend";
import { loadKernels, registerKernels } from "descent/kernels";

Deno.test("registerKernels() says what must come first, then works, and twice changes nothing", async () => {
  // Steps of one test, since the backend can be opened only once.
  assertThrows(
    () => registerKernels(),
    TypeError,
    'Cannot register the training kernels: the backend "wasm" must be initialised: call useBackend("wasm")',
  );
  await useBackend("wasm");
  const first = registerKernels();
  const kernel = tf.getKernel("Conv2D", "wasm");
  assertEquals(registerKernels(), first);
  assertEquals(tf.getKernel("Conv2D", "wasm"), kernel);
  for (const name of first.kernels) assert(tf.getKernel(name, "wasm"), name);
  assert(first.kernels.includes("Conv2DBackpropFilter"));
});

Deno.test("registerKernels() leaves the other backends' kernels alone", () => {
  for (const name of registerKernels().kernels) {
    const isOurs = name.startsWith("Descent"); // of an operation that tfjs does not have
    assertEquals(tf.getKernel(name, "cpu") === undefined, isOurs, name);
  }
});

Deno.test("what tfjs's JavaScript backend can, WASM can, bridges or refuses in words", async () => {
  await useBackend("wasm");
  const names = (backend: string) =>
    (tf.getKernelsForBackend(backend) ?? []).map(({ kernelName }) => kernelName);
  const onWasm = new Set(names("wasm"));
  assertEquals(names("cpu").filter((name) => !onWasm.has(name)), ["Draw"]); // on a canvas
});

Deno.test("loadKernels() gives the build that is asked for, with the same functions", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const plain = loadKernels(memory, false);
  assertEquals(plain.relaxedSimd, false);
  assertEquals(Object.keys(loadKernels(memory).kernels), Object.keys(plain.kernels));
});

Deno.test("the two builds differ, and the relaxed one alone holds relaxed instructions", async () => {
  const read = (name: string) =>
    Deno.readFile(new URL(`../../lib/kernels/${name}`, import.meta.url));
  const [relaxed, plain] = [await read("kernels.relaxed.wasm"), await read("kernels.wasm")];
  // f32x4.relaxed_madd: prefix 0xfd, then 0x105 as two bytes
  assert(holds(relaxed, [0xfd, 0x85, 0x02]));
  assert(!holds(plain, [0xfd, 0x85, 0x02]));
});

function holds(bytes: Uint8Array, part: number[]): boolean {
  return bytes.some((_, at) => part.every((byte, i) => bytes[at + i] === byte));
}
