import { cannot } from "descent/core";
import { join } from "node:path";

/** A program with its first arguments. */
export type Program = [command: string, ...args: string[]];

/** Whether a program runs and ends well. */
export type Probe = (program: Program) => Promise<boolean>;

/**
 * Finds JupyterLab: in the project's own environment, on the path, or as a module of Python.
 *
 * @param root The project's folder.
 * @param runs Tries a program. @default it is started
 * @returns The program that starts JupyterLab.
 * @throws {RangeError} If there is none, with the command that mends it.
 */
export async function findJupyterLab(root: string, runs: Probe = tryProgram): Promise<Program> {
  const candidates: Program[] = [
    [venvProgram(root, "jupyter"), "lab"],
    ["jupyter", "lab"],
    ["python3", "-m", "jupyterlab"],
    ["python", "-m", "jupyterlab"],
  ];
  for (const program of candidates) if (await runs([...program, "--version"])) return program;
  const mend =
    'run "deno task lab --venv" or "pip install jupyterlab", or open notebooks/ in VS Code';
  throw new RangeError(cannot("open the lessons", `JupyterLab must be installed: ${mend}`));
}

/**
 * Makes a Python environment in the project's folder `.venv` and puts JupyterLab into it.
 *
 * @param root The project's folder.
 * @throws {RangeError} If there is no Python, or the installation fails.
 */
export async function makeVenv(root: string): Promise<void> {
  const python = await tryProgram(["python3", "--version"]) ? "python3" : "python";
  const steps: Program[] = [
    [python, "-m", "venv", join(root, ".venv")],
    [venvProgram(root, "python"), "-m", "pip", "install", "jupyterlab>=4.4,<5"],
  ];
  for (const step of steps) {
    if (await showProgram(step)) continue;
    const needed = `"${step.join(" ")}" must end well; is Python 3.9 or later with venv there?`;
    throw new RangeError(cannot("install JupyterLab", needed));
  }
}

/** Where an environment keeps its programs. */
export function venvProgram(root: string, name: string, os = Deno.build.os): string {
  return os === "windows"
    ? join(root, ".venv", "Scripts", `${name}.exe`)
    : join(root, ".venv", "bin", name);
}

async function tryProgram([command, ...args]: Program): Promise<boolean> {
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(command, { args, ...quiet }).output()).success;
  } catch {
    return false; // there is no such program
  }
}

async function showProgram([command, ...args]: Program): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args }).spawn().status).success;
  } catch {
    return false;
  }
}
