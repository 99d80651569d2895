import { join } from "node:path";

/**
 * The folder where Jupyter looks for what a user has installed.
 *
 * @param os The system.
 * @param env Environment variables.
 * @returns Its path.
 *
 * Source: https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */
export function jupyterDataFolder(
  os: typeof Deno.build.os,
  env: Record<string, string | undefined>,
): string {
  if (env["JUPYTER_DATA_DIR"]) return env["JUPYTER_DATA_DIR"];
  const home = env["HOME"] ?? env["USERPROFILE"] ?? ".";
  if (os === "darwin") return join(home, "Library", "Jupyter");
  if (os === "windows") return join(env["APPDATA"] ?? home, "jupyter");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "jupyter");
}
