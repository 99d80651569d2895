import { kernelSpec, writeKernelSpec } from "../../tasks/lab/kernelspec.ts";
import { labArguments, searchPath } from "../../tasks/lab/open_lab.ts";

/**
 * The program `jupyter`, if it is there with JupyterLab and nbconvert: named by `DESCENT_JUPYTER`, in
 * the project's own environment, or on the path.
 */
export async function findJupyter(): Promise<string | undefined> {
  const named = Deno.env.get("DESCENT_JUPYTER");
  const own = new URL("../../.venv/bin/jupyter", import.meta.url).pathname;
  for (const program of named ? [named] : [own, "jupyter"]) {
    const has = (part: string) => run(program, [part, "--version"]);
    if (await has("lab") && await has("nbconvert")) return program;
  }
  return undefined;
}

/** A deno.json with the project's names, for a notebook outside of it. */
export async function importMap(): Promise<string> {
  const file = new URL("../../deno.json", import.meta.url);
  const { imports } = JSON.parse(await Deno.readTextFile(file)) as {
    imports: Record<string, string>;
  };
  const found = Object.entries(imports).map(([name, target]) => [
    name,
    target.startsWith("./") ? new URL(target, file).href : target,
  ]);
  return JSON.stringify({ imports: Object.fromEntries(found) });
}

/** Runs a program without a sound; false if it fails or is not there. */
export async function run(
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(program, { args, env, ...quiet }).output()).success;
  } catch {
    return false;
  }
}

/** The folders that Jupyter reads and writes, all inside of one: nothing of the user's is touched. */
export async function jupyterHome(folder: string): Promise<Record<string, string>> {
  await writeKernelSpec(`${folder}/kernels_of_descent`, kernelSpec(Deno.execPath(), KERNEL_ENV));
  const settings = `${folder}/lab_settings/@jupyterlab`;
  for (const [name, value] of Object.entries(LAB_SETTINGS)) {
    await Deno.mkdir(`${settings}/${name.split("/")[0]}`, { recursive: true });
    await Deno.writeTextFile(`${settings}/${name}.jupyterlab-settings`, JSON.stringify(value));
  }
  return {
    JUPYTER_PATH: searchPath(`${folder}/kernels_of_descent`),
    JUPYTER_CONFIG_DIR: `${folder}/config`,
    JUPYTER_DATA_DIR: `${folder}/data`, // which cells are trusted is kept here
    JUPYTER_RUNTIME_DIR: `${folder}/runtime`,
    JUPYTERLAB_SETTINGS_DIR: `${folder}/lab_settings`,
    JUPYTERLAB_WORKSPACES_DIR: `${folder}/lab_workspaces`,
  };
}

const KERNEL_ENV = { NO_COLOR: "1" };
const LAB_SETTINGS = {
  "notebook-extension/tracker": { windowingMode: "none" }, // cells out of sight are drawn too
  "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
};

/** A JupyterLab server with our kernel. */
export type Lab = AsyncDisposable & {
  /** The address of a notebook by its path in the server's folder. */
  address(path: string): string;
  /** The same in Notebook 7, which the server has beside JupyterLab where it is installed. */
  notebook7(path: string): string;
};

/** Starts JupyterLab as `deno task lab` does, for one folder, and waits until it answers. */
export async function startLab(program: string, root: string, env: Record<string, string>) {
  const port = freePort();
  const child = new Deno.Command(program, {
    args: [
      "lab",
      ...labArguments({ root, path: "", browser: false, port, asRoot: Deno.uid() === 0 }),
      "--IdentityProvider.token=",
      "--LabApp.expose_app_in_browser=True", // for Run All and Save, which stand in menus
    ],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const drained = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) log += part;
  })();
  const server = `http://127.0.0.1:${port}`;
  const lab: Lab = {
    address: (path) => `${server}/lab/workspaces/w${crypto.randomUUID()}/tree/${path}?reset`,
    notebook7: (path) => `${server}/notebooks/${path}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM"); // it ends its kernels first
      await child.status;
      await drained;
    },
  };
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const answer = await fetch(`${server}/api/status`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return lab;
  }
  await lab[Symbol.asyncDispose]();
  throw new Error(`JupyterLab did not start: ${log}`);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
