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
