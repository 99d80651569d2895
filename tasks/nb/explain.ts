import { checkModules, removeModules, writeModules } from "./modules.ts";
import type { CodeCell } from "./notebook.ts";

/**
 * Why a cell that the kernel gave no reason for did not run: it says nothing of syntax errors and
 * of packages that it cannot find, so the compiler is asked.
 *
 * @param path The notebook, from whose folder imports start.
 * @param cell The cell.
 * @returns One line a reason, with its place.
 */
export async function explain(path: string, cell: CodeCell): Promise<string> {
  const modules = await writeModules([{ path, cells: [cell] }]);
  try {
    const found = await checkModules(modules, ["cache", "--no-check"]);
    if (found.length > 0) return found.map(({ at, text }) => `${at}  ${text}`).join("\n");
    return "the kernel gave no reason; it does so for a name that was declared as const and is now " +
      "declared as let or var, or the other way round";
  } finally {
    await removeModules(modules);
  }
}
