import config from "../../deno.json" with { type: "json" };
import { evaluateClasses } from "./evaluate_classes.ts";
import { evaluateNumbers } from "./evaluate_numbers.ts";
import { keepFaults } from "./faults.ts";
import { HEAD, kindOf } from "./kind.ts";
import { layoutOf } from "./layout.ts";
import type { EvaluateOptions } from "./options.ts";
import { type Batch, isRow, readRows, type Source } from "./read_rows.ts";
import { readTable } from "./read_table.ts";
import type { Report } from "./report.ts";

/**
 * Reads files of predictions and says how good they are.
 *
 * @param options What was asked for.
 * @param signal Stops reading and computing.
 * @param onRows Is told how many rows have been read, now and then.
 * @returns The report.
 * @throws {RangeError} If a file cannot be read or says too little, or under --strict a row is bad.
 */
export async function evaluate(
  options: EvaluateOptions,
  signal: AbortSignal,
  onRows: (rows: number) => void = () => {},
): Promise<Report> {
  const sources = [await source(options.predictions, options.slices, false, signal)];
  if (options.compare !== undefined) {
    sources.push(await source(options.compare, options.slices, true, signal));
  }
  const faults = keepFaults(options.strict);
  const { head, batches } = await peek(readRows(sources[0]!, sources[1]));
  const kind = kindOf(options.kind, sources[0]!.layout, head);
  const evaluateKind = kind === "regression" ? evaluateNumbers : evaluateClasses;
  const found = await evaluateKind({
    sources,
    head,
    batches,
    faults,
    options,
    signal,
    onRows,
  });
  return {
    format: "descent evaluation",
    formatVersion: 1,
    descent: config.version,
    kind,
    leftOut: { count: faults.count, first: faults.first },
    level: options.level,
    seed: options.seed,
    ...found,
  };
}

async function source(
  path: string,
  slices: string[],
  isSecond: boolean,
  signal: AbortSignal,
): Promise<Source> {
  const table = await readTable(path, signal);
  return { table, layout: layoutOf(table, slices, isSecond) };
}

/** Reads some batches ahead, and gives them again with the rest. */
async function peek(rows: AsyncGenerator<Batch, void>) {
  const first: Batch[] = [];
  let length = 0;
  while (length < HEAD) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* batches() {
    yield* first.splice(0);
    yield* rows;
  }
  return { head: first.flat().filter(isRow).slice(0, HEAD), batches: batches() };
}
