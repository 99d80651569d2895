import { cannot, writeAtomic } from "../core/mod.ts";
import { OPTIMIZER_NAMES, type OptimizerName } from "./optimizers.ts";

/** What an optimiser has learnt about a model's weights besides the weights: plain values. */
export type OptimizerState = {
  /** Which optimiser. */
  name: OptimizerName;
  /** Steps it has made. */
  steps: number;
  /** Its running means, kind by kind; of each a list over the model's trainable weights. */
  means: Float32Array[][];
};

const MAGIC = "DESCOPT1";
type Header = { name: OptimizerName; steps: number; lengths: number[][]; sha256: string };

/**
 * Saves what an optimiser has learnt, so that training can go on later as if it had not stopped.
 *
 * The file holds a mark, the length of a header, the header (JSON: name, steps, lengths, SHA-256) and
 * the means as little-endian float32.
 *
 * @param state What `train` gave.
 * @param path The file; written whole or not at all.
 *
 * @example
 * ```ts
 * import { loadOptimizer, type OptimizerState, saveOptimizer } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const state: OptimizerState = { name: "adam", steps: 7, means: [[Float32Array.of(1)]] };
 * await saveOptimizer(state, path);
 * assertEquals(await loadOptimizer(path), state);
 * ```
 */
export async function saveOptimizer(state: OptimizerState, path: string): Promise<void> {
  const { name, steps, means } = state;
  const body = new Uint8Array(await new Blob(means.flat() as BlobPart[]).arrayBuffer());
  const lengths = means.map((kind) => kind.map(({ length }) => length));
  const header: Header = { name, steps, lengths, sha256: await digest(body) };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(12 + text.length + body.length);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(8, text.length, true);
  file.set(text, 12);
  file.set(body, 12 + text.length);
  await writeAtomic(path, file);
}

/**
 * Loads what `saveOptimizer` saved.
 *
 * @param path The file.
 * @returns What was saved, to be given to `train` as `resume`.
 * @throws {SyntaxError} If the file is of another kind, cut short or damaged.
 *
 * @example
 * ```ts
 * import { loadOptimizer } from "descent/nn";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "notes");
 * await assertRejects(() => loadOptimizer(path), SyntaxError, "Cannot load an optimiser");
 * ```
 */
export async function loadOptimizer(path: string): Promise<OptimizerState> {
  const file = await Deno.readFile(path);
  const refuse = (needed: string, got: unknown) =>
    new SyntaxError(cannot("load an optimiser", `${JSON.stringify(path)} must ${needed}`, got));
  const mark = new TextDecoder().decode(file.subarray(0, MAGIC.length));
  if (mark !== MAGIC || file.length < 12) throw refuse("be a file that saveOptimizer wrote", mark);
  const start = 12 + new DataView(file.buffer).getUint32(8, true);
  const header = readHeader(file.subarray(12, start));
  if (!header) throw refuse("have a whole header", `${file.length} bytes`);
  const body = file.slice(start);
  const count = header.lengths.flat().reduce((sum, length) => sum + length, 0);
  if (body.length !== 4 * count) throw refuse(`have ${4 * count} bytes of means`, body.length);
  if (await digest(body) !== header.sha256) throw refuse("be as it was saved", "other bytes");
  const floats = new Float32Array(body.buffer);
  let at = 0;
  const means = header.lengths.map((kind) => kind.map((length) => floats.slice(at, at += length)));
  return { name: header.name, steps: header.steps, means };
}

/** The header, or undefined where there is none that is whole. */
function readHeader(bytes: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Header>;
    const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
    const isWhole = OPTIMIZER_NAMES.includes(header.name!) && isCount(header.steps) &&
      Array.isArray(header.lengths) && header.lengths.every((kind) => kind.every(isCount));
    return isWhole ? header as Header : undefined;
  } catch {
    return undefined;
  }
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/**
 * Fails unless a state belongs to this optimiser and to weights of these sizes.
 *
 * @param state What is to be gone on from.
 * @param name The optimiser that goes on.
 * @param sizes Numbers of values of the model's trainable weights, in order.
 * @throws {RangeError} If it does not.
 */
export function checkOptimizerState(
  { name: had, means }: OptimizerState,
  name: OptimizerName,
  sizes: readonly number[],
): void {
  if (had !== name) {
    throw new RangeError(cannot("go on training", `resume must be a state of ${name}`, had));
  }
  for (const kind of means) {
    const lengths = kind.map(({ length }) => length);
    if (lengths.join() === sizes.join()) continue;
    const needed = `resume must hold means of ${sizes.join(", ")} values, as the model's weights`;
    throw new RangeError(cannot("go on training", needed, lengths.join(", ")));
  }
}
