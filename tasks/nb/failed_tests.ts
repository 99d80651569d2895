import type { KernelProcess } from "../shared/kernel/kernel_process.ts";
import { pause } from "../shared/kernel/timer.ts";

const SUMMARY = /^(ok|FAILED) \| \d+ passed/m;
const LONGEST_WAIT_MS = 1000;

/**
 * Waits until the account of a cell's tests has come: it takes another way than the outputs.
 *
 * @param source The cell. One that names no test has none to wait for.
 * @param process The kernel's process.
 */
export async function awaitTests(source: string, process: KernelProcess): Promise<void> {
  if (!/\bDeno\s*\.\s*test\b/.test(source)) return;
  const until = performance.now() + LONGEST_WAIT_MS;
  while (process.isAlive && !SUMMARY.test(process.stdout) && performance.now() < until) {
    await pause(5);
  }
}

/**
 * What a cell's `Deno.test` told when one failed. The kernel prints it where no notebook shows it
 * and calls the cell a success.
 *
 * @param printed What the kernel printed past the notebook during the cell.
 * @returns Its account of what failed; nothing if no test did.
 */
export function failedTests(printed: string): string | undefined {
  if (!/^FAILED \| \d+ passed/m.test(printed)) return undefined;
  const errors = printed.match(/^ ERRORS\s*$([\s\S]*?)^ FAILURES\s*$/m)?.[1] ?? printed;
  return errors.trim();
}
