import { assert, assertEquals } from "@std/assert";
import { loadKernels } from "descent/kernels";
import * as reference from "../../lib/kernels/reference/mod.ts";

const { kernels } = loadKernels(new WebAssembly.Memory({ initial: 1 }));
const NAMES = Object.keys(kernels).filter((name) => name !== "memory");
const SOURCES = new URL("../../lib/kernels/assembly/", import.meta.url);

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The products share one meaning and one test. */
function family(name: string): string {
  return name.startsWith("matmul") ? "matmul" : name;
}

function read(url: URL): string {
  return Deno.readTextFileSync(url);
}

for (const name of NAMES) {
  Deno.test(`the kernel ${name} has a contract, a plain loop and a test of its own`, () => {
    const file = name === "isFinite" ? "finite" : snakeCase(name);
    const source = read(new URL(`${file}.ts`, SOURCES));
    assert(source.startsWith(`// ${name}: `), "its file must begin with its contract");
    assertEquals(source.match(/^export function \w+/gm), [`export function ${name}`]);
    assertEquals(typeof Reflect.get(reference, family(name)), "function");
    const test = read(new URL(`${snakeCase(family(name))}_test.ts`, import.meta.url));
    assert(test.includes(`kernels.${name}(`), "its test must call it");
  });
}

Deno.test("index.ts names every kernel that the binaries hold, and no other", () => {
  const exported = read(new URL("index.ts", SOURCES)).match(/(?<=export \{ )\w+/g);
  assertEquals(exported?.toSorted(), NAMES.toSorted());
});
