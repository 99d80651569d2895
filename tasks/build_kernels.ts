// Builds lib/kernels/kernels.wasm (plain SIMD) and kernels.relaxed.wasm (with fused multiply-add)
// from the AssemblyScript sources. With --check, compares instead of writing: the committed binaries
// must be what the sources give, byte for byte.

import asc from "assemblyscript/asc";
import { writeAtomic } from "descent/core";

const HELP = `Usage: deno task build:kernels [--check]

Compiles lib/kernels/assembly to lib/kernels/kernels.wasm and kernels.relaxed.wasm.

  --check   write nothing; fail unless the committed binaries equal what the sources give
  --help    show this text`;

const FOLDER = new URL("../lib/kernels/", import.meta.url);
const BUILDS = [
  { name: "kernels.wasm", features: ["simd"] },
  { name: "kernels.relaxed.wasm", features: ["simd", "relaxed-simd"] },
];

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== "--check" && arg !== "--help");
  if (unknown !== undefined) {
    console.error(`error: unknown option ${unknown}; see "deno task build:kernels --help"`);
    return 2;
  }
  if (args.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  let failures = 0;
  for (const { name, features } of BUILDS) {
    const binary = await compile(features);
    const path = new URL(name, FOLDER);
    if (!args.includes("--check")) {
      await writeAtomic(path.pathname, binary);
      console.log(`${name}: ${binary.length} bytes`);
    } else if (same(binary, await Deno.readFile(path))) {
      console.log(`${name}: equal to what the sources give`);
    } else {
      console.error(`error: ${name} is not what the sources give; run "deno task build:kernels"`);
      failures++;
    }
  }
  return failures === 0 ? 0 : 1;
}

/**
 * One binary. It imports its memory and has neither data nor a runtime of its own, so that it can
 * work on a memory that belongs to another module.
 */
async function compile(features: string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      "index.ts",
      ...["--outFile", "kernels.wasm", "-O3", "--noAssert", "--runtime", "stub", "--importMemory"],
      // Nothing lies in memory, but a base above 0 keeps an accident from reading address 0.
      ...["--initialMemory", "1", "--memoryBase", "65536", "--use", "abort="],
      ...features.flatMap((feature) => ["--enable", feature]),
    ],
    {
      readFile: (name) => readSource(name),
      writeFile: (_name, contents) => {
        binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new SyntaxError(`Cannot compile the kernels: ${stderr}`);
  return binary;
}

function readSource(name: string): string | null {
  try {
    return Deno.readTextFileSync(new URL(`assembly/${name}`, FOLDER));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null; // asc tries several names
    throw error;
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
