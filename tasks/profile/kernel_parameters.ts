const EXPORTS = new URL("../../lib/kernels/exports.ts", import.meta.url);

/** The arguments of a kernel by the names of its parameters. */
export type NamedArguments = Readonly<Record<string, number>>;

/**
 * What the parameters of our kernels are called. A binary does not tell, so lib/kernels/exports.ts is
 * asked: a table of positions here would go wrong, without an error, whenever a parameter is added.
 *
 * @param source The text of that file.
 * @returns The names of each kernel's parameters, in their order.
 */
export function readParameters(
  source: string = Deno.readTextFileSync(EXPORTS),
): Map<string, string[]> {
  const functions = source.matchAll(/^ {2}(\w+)\(([^)]*)\): /gm);
  return new Map(
    [...functions].map(([, name, parameters]) => [
      name!,
      [...parameters!.matchAll(/(\w+): number/g)].map(([, parameter]) => parameter!),
    ]),
  );
}

/**
 * A kernel's arguments by name.
 *
 * @param parameters The names of its parameters.
 * @param values The arguments, in the same order.
 * @returns Them by name.
 */
export function nameArguments(
  parameters: readonly string[],
  values: readonly number[],
): NamedArguments {
  return Object.fromEntries(parameters.map((name, i) => [name, values[i]!]));
}
