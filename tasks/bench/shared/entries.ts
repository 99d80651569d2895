import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { Entry } from "./contestant.ts";

/** Threads of the peers, and of ours where they share work. A small laptop or a CI machine has two. */
export const PEER_THREADS = 2;

const CONFIG = pathOf(new URL("../../../deno.json", import.meta.url));
const SHARED = pathOf(new URL("./", import.meta.url));

/**
 * A contestant of ours: a module in a Deno process of its own.
 *
 * @param id Short name for the report and the aims.
 * @param label Name for people.
 * @param program The module.
 * @param words For the module. @default none
 * @returns How to start it.
 */
export function ownEntry(id: string, label: string, program: URL, words: string[] = []): Entry {
  const args = ["run", "--allow-all", "--config", CONFIG, pathOf(program), ...words];
  return { id, label, command: Deno.execPath(), args };
}

/**
 * A peer: a script in a Python process of its own, which finds the modules of this folder.
 *
 * @param python Path or name of the interpreter.
 * @param peer Short name, name for people, the script, and words and environment for it.
 * @returns How to start it.
 */
export function peerEntry(
  python: string,
  { id, label, program, args = [], env = {} }: PeerProgram,
): Entry {
  const path = [SHARED, Deno.env.get("PYTHONPATH")].filter(Boolean).join(delimiter);
  // No __pycache__ in the project.
  const own = { PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: path };
  return { id, label, command: python, args: [pathOf(program), ...args], env: { ...own, ...env } };
}

/** A script that runs a peer. */
export type PeerProgram = {
  id: string;
  label: string;
  program: URL;
  /** Words for the script. @default none */
  args?: string[];
  env?: Record<string, string>;
};

/**
 * The C library's allocator shall keep what is freed, as a WASM heap does. Left alone it hands large
 * arrays back to the system and asks for them anew, time after time: on a virtual machine, where
 * memory pages are dear, PyTorch predicted three times slower, which would tell of the machine and
 * not of PyTorch.
 */
export const KEEP_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: `${2 ** 30}`,
  MALLOC_TRIM_THRESHOLD_: `${2 ** 30}`,
};

function pathOf(url: URL): string {
  return fileURLToPath(url);
}
