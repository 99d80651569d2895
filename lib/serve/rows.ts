import type { Passport } from "../nn/mod.ts";
import { Problem } from "./problem.ts";

/** What a model takes, as far as a request must know. */
export type Signature = Pick<Passport, "features">;

/**
 * Rows of a request as numbers, one a feature.
 *
 * @param value An array of rows; each is an array of numbers, or an object with every feature's name.
 * @param signature What the model takes.
 * @param options `field`: where in the body the rows stand. `maxRows`: the most of them.
 * @returns The rows, each with as many finite numbers as the model has features.
 * @throws {Problem} Naming the field, and the shape wanted and got.
 */
export function parseRows(
  value: unknown,
  signature: Signature,
  { field, maxRows }: { field: string; maxRows: number },
): number[][] {
  const { length } = signature.features;
  if (!Array.isArray(value)) {
    throw badInput(field, `an array of rows of ${length} numbers`, kindOf(value));
  }
  if (value.length === 0) throw badInput(field, "at least one row", "none");
  if (value.length > maxRows) {
    throw badInput(field, `at most ${maxRows} rows`, `${value.length}`);
  }
  return value.map((row, i) => parseRow(row, signature, `${field}[${i}]`));
}

/**
 * One row of a request.
 *
 * @param row An array of numbers in the features' order, or an object by their names.
 * @param signature What the model takes.
 * @param field Where in the body the row stands.
 * @returns Finite numbers, one a feature.
 * @throws {Problem} Naming the field, and the shape wanted and got.
 */
export function parseRow(row: unknown, { features }: Signature, field: string): number[] {
  const flat = Array.isArray(row) ? row.flat(2) : undefined; // an image may come as rows of pixels
  if (flat) {
    if (flat.length !== features.length) {
      const wanted = `${features.length} numbers (${names(features)})`;
      throw badInput(field, wanted, `shape [${shapeOf(row as unknown[])}]`);
    }
    return flat.map((value, j) => parseNumber(value, `${field}[${j}]`, features[j]!.name));
  }
  if (typeof row !== "object" || row === null) {
    throw badInput(field, `${features.length} numbers (${names(features)})`, kindOf(row));
  }
  const own = row as Record<string, unknown>;
  const unknown = Object.keys(own).find((key) => !features.some(({ name }) => name === key));
  if (unknown !== undefined) {
    throw badInput(`${field}.${unknown}`, `one of ${names(features)}`, "another name");
  }
  return features.map(({ name }) => {
    if (!Object.hasOwn(own, name)) throw badInput(`${field}.${name}`, "a number", "nothing");
    return parseNumber(own[name], `${field}.${name}`, name);
  });
}

function parseNumber(value: unknown, field: string, name: string): number {
  if (typeof value !== "number") throw badInput(field, `a number (${name})`, kindOf(value));
  if (!Number.isFinite(Math.fround(value))) {
    throw badInput(field, `a finite number (${name})`, String(value));
  }
  return value;
}

function badInput(field: string, wanted: string, got: string): Problem {
  return new Problem("bad-input", `${field} must be ${wanted}, got ${got}`, { field });
}

/** All names where there are few, else the first and the last. */
function names(features: Signature["features"]): string {
  const all = features.map(({ name }) => name);
  return all.length <= 12 ? all.join(", ") : `${all[0]}, …, ${all.at(-1)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? `shape [${shapeOf(value)}]` : `a ${typeof value}`;
}

function shapeOf(value: unknown[]): number[] {
  return Array.isArray(value[0]) ? [value.length, ...shapeOf(value[0])] : [value.length];
}
