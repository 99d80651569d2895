import { cannot } from "../core/mod.ts";
import type { DataSet } from "./data_set.ts";
import { autoMpg } from "./sets/auto_mpg.ts";
import { mnist } from "./sets/mnist.ts";
import { movielens } from "./sets/movielens.ts";
import { portKelder } from "./sets/port_kelder.ts";
import { reports } from "./sets/reports.ts";
import { sentimentSentences } from "./sets/sentiment_sentences.ts";
import { sklearnToy } from "./sets/sklearn_toy.ts";
import { tinyShakespeare } from "./sets/tiny_shakespeare.ts";
import { wikitext2 } from "./sets/wikitext_2.ts";

/** The data sets that the kit knows by name. A new one is a file in `sets/` and a line here. */
export const DATA_SETS: readonly DataSet[] = [
  mnist,
  autoMpg,
  tinyShakespeare,
  wikitext2,
  sentimentSentences,
  movielens,
  sklearnToy,
  portKelder,
  reports,
];

/**
 * The data set of a name.
 *
 * @param name Its name, as `deno task data --list` tells it.
 * @param sets Where to look. @default all that the kit knows
 * @returns What is known of it: title, licence, origin, files with size and SHA-256.
 * @throws {RangeError} If no set has this name; the error lists those there are.
 *
 * @example
 * ```ts
 * import { findDataSet } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(findDataSet("mnist").files.length, 4);
 * ```
 */
export function findDataSet(name: string, sets: readonly DataSet[] = DATA_SETS): DataSet {
  const found = sets.find((set) => set.name === name);
  if (found) return found;
  const names = sets.map((set) => set.name).join(", ");
  throw new RangeError(cannot("find a data set", `its name must be one of ${names}`, name));
}
