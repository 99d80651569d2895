import process from "node:process";

/** Follows how much memory the process takes. */
export type PeakMemory = {
  /** Looks at the memory now; call it where much is in use. */
  sample(): void;
  /** The most seen so far, in bytes. */
  bytes(): number;
};

/**
 * The most memory that the process has held at a time (its resident set).
 *
 * Linux keeps the high-water mark itself, from the start; elsewhere it is the largest of the
 * samples, which may miss a short peak.
 *
 * @param now The memory seen now, in bytes. @default the high-water mark, or what is held now
 * @returns The follower.
 */
export function peakMemory(now: () => number = residentBytes): PeakMemory {
  let largest = 0;
  const sample = () => void (largest = Math.max(largest, now()));
  return {
    sample,
    bytes() {
      sample();
      return largest;
    },
  };
}

/** getrusage counts kilobytes on Linux, bytes on macOS, and is not there on Windows. */
function residentBytes(): number {
  const isLinux = Deno.build.os === "linux";
  return isLinux ? process.resourceUsage().maxRSS * 1024 : Deno.memoryUsage().rss;
}
