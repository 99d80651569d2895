import { assertEquals, assertThrows } from "@std/assert";
import { loadKernels, readKernels, shareMemory } from "descent/kernels";

/** A module by its sections, as the binary format has them. */
function moduleOf(...sections: [id: number, ...body: number[]][]): Uint8Array {
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([
    ...header,
    ...sections.flatMap(([id, ...body]) => [id, body.length, ...body]),
  ]);
}

/** A memory of its own, 1 to 3 pages, exported as "m". */
const OWN = moduleOf([5, 1, 1, 1, 3], [7, 1, 1, 0x6d, 2, 0]);
const NAME = ["kit", "memory"] as const;

function start(
  binary: Uint8Array<ArrayBuffer>,
  memory: WebAssembly.Memory,
  [module, field]: readonly [string, string] = NAME,
) {
  return new WebAssembly.Instance(new WebAssembly.Module(binary), {
    [module]: { [field]: memory },
  });
}

Deno.test("shareMemory() makes a module's own memory an import, with the limits it had", () => {
  const { binary, limits } = shareMemory(OWN, NAME);
  assertEquals(limits, { initial: 1, maximum: 3 });
  const memory = new WebAssembly.Memory({ ...limits, shared: true });
  assertEquals(start(binary, memory).exports["m"], memory);
});

Deno.test("shareMemory() lets a module without a largest size grow to 4 GiB", () => {
  assertEquals(shareMemory(moduleOf([5, 1, 0, 2]), NAME).limits, { initial: 2, maximum: 65_536 });
});

Deno.test("shareMemory() keeps a module's other imports and puts the memory after them", () => {
  // one type () -> (), imported as "f" "g"; a memory of 1 page; the import called on start
  const module = moduleOf([1, 1, 0x60, 0, 0], [2, 1, 1, 0x66, 1, 0x67, 0, 0], [5, 1, 0, 1], [8, 0]);
  const { binary, limits } = shareMemory(module, NAME);
  const memory = new WebAssembly.Memory({ ...limits, shared: true });
  let calls = 0;
  const imports = { f: { g: () => calls++ }, kit: { memory } };
  new WebAssembly.Instance(new WebAssembly.Module(binary), imports);
  assertEquals(calls, 1);
});

Deno.test("shareMemory() changes the limits of a memory that is imported already", () => {
  for (const [name, module] of Object.entries(readKernels())) {
    const limits = { initial: 1, maximum: 8 };
    const { binary } = shareMemory(module, ["env", "memory"], limits);
    const memory = new WebAssembly.Memory({ ...limits, shared: true });
    if (WebAssembly.validate(binary)) start(binary, memory, ["env", "memory"]);
    else assertEquals(name, "kernels.relaxed.wasm"); // an engine without relaxed SIMD
  }
});

Deno.test("loadKernels() takes a shared memory as well as one of its own", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const { kernels } = loadKernels(memory);
  const floats = new Float32Array(memory.buffer);
  floats.set([4, 9, 16, 25]);
  kernels.sqrt(0, 64, 4);
  assertEquals([...floats.slice(16, 20)], [2, 3, 4, 5]);
});

for (
  const [module, message] of [
    [new Uint8Array(3), "the bytes must be a WebAssembly module"],
    [OWN.slice(0, -3), "the module must not be cut short"],
    [OWN.slice(0, 9), "the module must not be cut short"],
    [moduleOf([2, 0]), "it must have a memory, its own or as its only import"],
    [moduleOf([1, 1, 0x60, 0, 0]), "it must have a memory, its own or as its only import"],
  ] as const
) {
  Deno.test(`shareMemory() refuses ${module.length} bytes: ${message}`, () => {
    const error = assertThrows(() => shareMemory(module, NAME), SyntaxError);
    assertEquals(error.message, `Cannot share a module's memory: ${message}`);
  });
}
