import { dirname } from "node:path";
import { cannot, writeAtomic } from "descent/core";
import { splitByTime } from "descent/recommend";
import { exitCode } from "../cli/errors.ts";
import { checkOutput, type Output, writeOrSay } from "../cli/outputs.ts";
import { peakMemory } from "../mnist/peak_memory.ts";
import { evaluate, likedLater, tablesOf } from "./evaluate.ts";
import { openRatings, type RatingLog } from "./open_ratings.ts";
import type { RecommendOptions } from "./options.ts";
import { progressLine } from "./progress.ts";
import { cardLines, exampleLines, openingLines, tableLines } from "./report.ts";
import { makeRunCard, type RecommendCard } from "./run_card.ts";

/**
 * Fits the models that were asked for, tests them on what came later, and recommends to one person.
 *
 * @param options What was asked for.
 * @returns The exit code.
 */
export async function runRecommend(options: RecommendOptions): Promise<number> {
  const startedAt = new Date().toISOString();
  const output = outputOf(options);
  if (output) await checkOutput(output);
  const memory = peakMemory();

  const log = await openRatings(options);
  const latest = options.split === "person" ? "ofEachUser" : "all";
  const split = splitByTime(log, { testSize: 0.2, latest });
  const tables = tablesOf(log, split);
  const person = personOf(log, split.train, options);
  const liked = [...likedLater(log, split.test).keys()];
  const { starts } = tables.ratings.byUser;
  const data: RecommendCard["data"] = {
    ...log.source,
    people: log.people.length,
    items: log.titles.length,
    trainRatings: split.train.length,
    testRatings: split.test.length,
    testPeople: liked.length,
    newPeople: liked.filter((user) => starts[user] === starts[user + 1]).length,
  };
  if (!options.quiet) print(openingLines(data, options));
  else if (!data.real) print([data.note]);

  const progress = progressLine(options.quiet);
  const { test } = split;
  const models = options.models.map((name) => {
    const result = evaluate(name, tables, { log, test, person }, options, progress);
    memory.sample();
    return result;
  });
  const card = makeRunCard({ startedAt, options, data, models, peakMemoryBytes: memory.bytes() });
  const table = tableLines(models, options.k);
  if (options.quiet) print(table);
  else {
    print([
      "",
      ...table,
      "",
      ...exampleLines(log, split.train, person, models),
      "",
      ...cardLines(card),
    ]);
  }
  const isSaved = await writeOrSay(output, async (path) => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, `${JSON.stringify(card, null, 2)}\n`);
  });
  return isSaved ? exitCode.done : exitCode.failed;
}

function outputOf({ json }: RecommendOptions): Output | undefined {
  if (json === undefined) return undefined;
  return { option: "--json", what: "the run card", path: json, kind: "file", bytes: 30_000 };
}

/** The number of the person to recommend to: the one asked for, or the one with most ratings. */
function personOf(
  { users, people }: RatingLog,
  train: Uint32Array,
  { person }: RecommendOptions,
): number {
  if (person !== undefined) {
    const number = people.indexOf(person);
    if (number >= 0) return number;
    throw new RangeError(
      cannot("recommend", "--person must be one of the people in the data", person),
    );
  }
  const counts = new Uint32Array(people.length);
  for (const i of train) counts[users[i]!]!++;
  return counts.indexOf(Math.max(...counts));
}

function print(lines: string[]): void {
  if (lines.length > 0) console.log(lines.join("\n"));
}
