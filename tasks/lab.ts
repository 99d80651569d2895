/**
 * `deno task lab`: opens the lessons in JupyterLab on the Deno kernel.
 *
 * @module
 */

import { cannot } from "descent/core";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseTaskArgs, wholeNumber } from "./cli/args.ts";
import { exitCode, runTask } from "./cli/errors.ts";
import { jupyterDataFolder } from "./lab/data_folder.ts";
import { findJupyterLab, makeVenv } from "./lab/find_jupyter.ts";
import { help } from "./lab/help.ts";
import { kernelSpec, writeKernelSpec } from "./lab/kernelspec.ts";
import { type LabSettings, openLab } from "./lab/open_lab.ts";
import { ROOT } from "./shared/files.ts";
import { ownKernelEnvironment } from "./shared/kernel/environment.ts";

/**
 * The whole task.
 *
 * @param args The words after `deno task lab`.
 * @returns The exit code.
 */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseTaskArgs("lab", args, {
    help: { type: "boolean", short: "h" },
    venv: { type: "boolean" },
    install: { type: "boolean" },
    port: { type: "string" },
    "no-browser": { type: "boolean" },
  }, true);
  if (values.help) return say(help);
  const spec = kernelSpec(Deno.execPath(), ownKernelEnvironment());
  if (values.install) {
    const folder = await writeKernelSpec(
      jupyterDataFolder(Deno.build.os, Deno.env.toObject()),
      spec,
    );
    return say(`the kernel "${spec.display_name}" is in ${folder}`);
  }
  const root = fileURLToPath(ROOT);
  const settings: LabSettings = {
    root,
    path: await pathToOpen(root, positionals[0]),
    browser: !values["no-browser"],
    asRoot: Deno.uid() === 0,
  };
  if (settings.asRoot) console.log("as root: what a cell does, it may do to all of this machine");
  if (values.port) settings.port = wholeNumber("lab", "--port", values.port, 1, 65_535);
  if (values.venv) await makeVenv(root);
  return await openLab(await findJupyterLab(root), spec, settings);
}

/** From the project's root, with forward slashes: JupyterLab shows nothing outside of it. */
async function pathToOpen(root: string, given: string | undefined): Promise<string> {
  const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);
  if (given === undefined) return await isThere(resolve(root, "notebooks")) ? "notebooks" : "";
  const path = relative(root, resolve(given)).replaceAll("\\", "/");
  if (!path.startsWith("..") && await isThere(resolve(given))) return path;
  throw new RangeError(cannot(`open ${given}`, "it must be in the project's folder"));
}

function say(text: string): number {
  console.log(text);
  return exitCode.done;
}

if (import.meta.main) await runTask(() => main(Deno.args));
