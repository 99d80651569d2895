import { assert, assertEquals, assertMatch } from "@std/assert";
import { busyWarning, describeMachine, readMachine } from "../../tasks/bench/shared/machine.ts";

const INTEL =
  "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu sse2 fma avx avx2 avx512fish\n";
const ARM = "processor\t: 0\nFeatures\t: fp asimd crc32\n";

Deno.test("readMachine() reads the widest vectors from Linux's flags, whole words only", () => {
  const machine = readMachine(() => INTEL);
  assertEquals([machine.simdBits, machine.simd], [256, ["sse2", "avx", "avx2", "fma"]]);
  assertEquals(readMachine(() => ARM).simdBits, 128);
  assertEquals(readMachine(() => "flags : avx512f").simdBits, 512);
});

Deno.test("readMachine() does without flags where the system does not tell them", () => {
  const machine = readMachine(() => {
    throw new Deno.errors.NotFound("/proc/cpuinfo");
  });
  assertEquals([machine.simd, "simdBits" in machine], [[], false]);
  assert(machine.cores >= 1 && machine.memoryBytes > 0 && machine.cpu !== "");
  assertMatch(describeMachine(machine), /^.+, \d+ cores, \d+ GiB, \w+ \w+, load \d+\.\d\d$/);
});

Deno.test("describeMachine() is one line with processor, vectors, memory and load", () => {
  const machine = {
    cpu: "Some CPU",
    cores: 2,
    simdBits: 256,
    simd: ["sse2", "avx2"],
    memoryBytes: 8 * 2 ** 30,
    os: "linux x86_64",
    load: 0.123,
  };
  assertEquals(
    describeMachine(machine),
    "Some CPU, 2 cores, 256-bit SIMD (sse2 avx2), 8 GiB, linux x86_64, load 0.12",
  );
  assertEquals(busyWarning(machine), undefined);
  assertMatch(
    busyWarning({ ...machine, load: 0.51 })!,
    /^warning: .*busy \(load 0\.51 on 2 cores\)/,
  );
});
