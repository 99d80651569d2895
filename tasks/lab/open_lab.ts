import { dataFolderEnvironment } from "../shared/kernel/environment.ts";
import type { Program } from "./find_jupyter.ts";
import { type KernelSpec, writeKernelSpec } from "./kernelspec.ts";

/** What JupyterLab is told. */
export type LabSettings = {
  /** The folder that it shows. */
  root: string;
  /** The folder or notebook that it opens, from there. */
  path: string;
  /** Whether a browser is opened. */
  browser: boolean;
  /** The port; another is taken where it is in use. */
  port?: number;
  /** Whether the user is root, as in many containers; JupyterLab refuses unless it is told. */
  asRoot?: boolean;
};

/**
 * Runs JupyterLab with our kernel until it is stopped. The kernelspec lies in a temporary folder
 * meanwhile: nothing is installed.
 *
 * @param lab JupyterLab's program.
 * @param spec Our kernel.
 * @param settings What to open.
 * @returns The exit code of JupyterLab.
 */
export async function openLab(
  lab: Program,
  spec: KernelSpec,
  settings: LabSettings,
): Promise<number> {
  const data = await Deno.makeTempDir({ prefix: "descent_lab_" });
  try {
    await writeKernelSpec(data, spec);
    const [command, ...first] = lab;
    const paths = { JUPYTER_PATH: searchPath(data, Deno.env.get("JUPYTER_PATH")) };
    const env = { ...paths, ...dataFolderEnvironment() };
    const args = [...first, ...labArguments(settings)];
    return await follow(new Deno.Command(command, { args, env }).spawn());
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

/**
 * Waits for JupyterLab. Ctrl-C reaches it from the terminal, and it asks back: this program must not
 * end before it.
 */
async function follow(child: Deno.ChildProcess): Promise<number> {
  const stay = () => {};
  const pass = () => child.kill("SIGTERM");
  const isWindows = Deno.build.os === "windows"; // which knows no SIGTERM
  Deno.addSignalListener("SIGINT", stay);
  if (!isWindows) Deno.addSignalListener("SIGTERM", pass);
  try {
    return (await child.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", stay);
    if (!isWindows) Deno.removeSignalListener("SIGTERM", pass);
  }
}

/** JupyterLab's own words for our settings. */
export function labArguments({ root, path, browser, port, asRoot }: LabSettings): string[] {
  const address = path.split("/").map(encodeURIComponent).join("/");
  return [
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=/lab/tree/${address}`,
    ...browser ? [] : ["--no-browser"],
    ...port === undefined ? [] : [`--port=${port}`],
    ...asRoot ? ["--allow-root"] : [],
  ];
}

/** Our folder first, then those that the user has named. */
export function searchPath(folder: string, given = "", os = Deno.build.os): string {
  return given === "" ? folder : `${folder}${os === "windows" ? ";" : ":"}${given}`;
}
