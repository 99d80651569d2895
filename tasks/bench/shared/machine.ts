import os from "node:os";

/** What timings depend on. */
export type Machine = {
  /** The processor's name, or `unknown`. */
  cpu: string;
  /** Logical processors that this process may use. */
  cores: number;
  /** Widest vectors in bits, if the system tells. */
  simdBits?: number;
  /** The processor's flags for vectors of 32-bit floats, if the system tells. */
  simd: string[];
  memoryBytes: number;
  os: string;
  /** Mean number of programs that ran or waited in the last minute; 0 on Windows. */
  load: number;
};

/** The names in /proc/cpuinfo, with the bits of a vector; `fma` says that a·b + c is one step. */
const SIMD_BITS: Record<string, number> = {
  sse2: 128,
  avx: 256,
  avx2: 256,
  fma: 0,
  avx512f: 512,
  neon: 128,
  asimd: 128,
};

/** Share of the cores that may be taken before timings cannot be trusted. */
const BUSY = 0.25;

/**
 * Looks at the machine that this runs on.
 *
 * @param cpuinfo Reads Linux's account of the processors; throws where there is none.
 * @returns What timings depend on.
 */
export function readMachine(
  cpuinfo: () => string = () => Deno.readTextFileSync("/proc/cpuinfo"),
): Machine {
  const simd = simdFlags(cpuinfo);
  const simdBits = Math.max(...simd.map((flag) => SIMD_BITS[flag]!));
  return {
    cpu: os.cpus()[0]?.model.trim() || "unknown",
    cores: navigator.hardwareConcurrency,
    ...(simdBits > 0 ? { simdBits } : {}),
    simd,
    memoryBytes: os.totalmem(),
    os: `${Deno.build.os} ${Deno.build.arch}`,
    load: os.loadavg()[0] ?? 0,
  };
}

/**
 * The machine in one line, for people.
 *
 * @param machine As {@linkcode readMachine} gives it.
 * @returns Text without line end.
 */
export function describeMachine(machine: Machine): string {
  const { cpu, cores, simdBits, simd, memoryBytes, load } = machine;
  const vectors = simdBits === undefined ? "" : `, ${simdBits}-bit SIMD (${simd.join(" ")})`;
  const memory = `${(memoryBytes / 2 ** 30).toFixed(0)} GiB`;
  return `${cpu}, ${cores} cores${vectors}, ${memory}, ${machine.os}, load ${load.toFixed(2)}`;
}

/**
 * A warning when other work disturbs the timings.
 *
 * @param machine As {@linkcode readMachine} gives it.
 * @returns One line, or nothing on a quiet machine.
 */
export function busyWarning({ load, cores }: Machine): string | undefined {
  if (load <= BUSY * cores) return undefined;
  return `warning: the machine is busy (load ${load.toFixed(2)} on ${cores} cores): ` +
    "only the best of many rounds tells, and work on two threads suffers more than work on one";
}

function simdFlags(cpuinfo: () => string): string[] {
  try {
    const line = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo())?.[1] ?? "";
    const flags = new Set(line.split(/\s+/));
    return Object.keys(SIMD_BITS).filter((flag) => flags.has(flag));
  } catch {
    return []; // no /proc here
  }
}
