import { counted, grouped, megabytes, seconds } from "../mnist/format.ts";
import { LIKED, type ModelResult } from "./evaluate.ts";
import type { RatingLog } from "./open_ratings.ts";
import type { RecommendCard } from "./run_card.ts";

/** The lines before the work: on what data, and how it is split. */
export function openingLines(
  data: RecommendCard["data"],
  { split }: RecommendCard["settings"],
): string[] {
  const size = `${grouped(data.trainRatings + data.testRatings)} ratings of ` +
    `${grouped(data.items)} films by ${grouped(data.people)} people`;
  const how = split === "person"
    ? "on the latest fifth of each person's ratings"
    : "on all ratings after one moment";
  return [
    `Data:    ${data.name}, ${size}`,
    ...(data.note ? [`         ${data.note}`] : []),
    `Test:    ${how}: ${grouped(data.testRatings)}`,
    `         ${counted(data.testPeople, "list")} of what people liked (${LIKED} stars or more)` +
    (data.newPeople > 0 ? `, ${grouped(data.newPeople)} of them by newcomers` : ""),
  ];
}

/** The table of models. */
export function tableLines(results: ModelResult[], k: number): string[] {
  const header = ["model", "RMSE", `precision@${k}`, `recall@${k}`, `NDCG@${k}`, "fit", "test"];
  const rows = results.map(({ title, rmse, precision, recall, ndcg, times }) => [
    title,
    rmse === null ? "–" : rmse.toFixed(3),
    precision.toFixed(4),
    recall.toFixed(4),
    ndcg.toFixed(4),
    seconds(times.fitMs),
    seconds(times.testMs),
  ]);
  const widths = header.map((name, j) =>
    Math.max(name.length, ...rows.map((row) => row[j]!.length))
  );
  return [header, ...rows].map((row) =>
    row.map((cell, j) => j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)).join("  ")
  );
}

/** What the model with the best lists recommends to one person, beside what the person likes best. */
export function exampleLines(
  { users, items, values, people, titles }: RatingLog,
  train: Uint32Array,
  person: number,
  results: ModelResult[],
): string[] {
  const own = train.filter((i) => users[i] === person);
  const favourites = Array.from(own).sort((a, b) => values[b]! - values[a]!).slice(0, 5);
  const best = results.reduce((a, b) => b.ndcg > a.ndcg ? b : a);
  return [
    `Person ${people[person]} has rated ${counted(own.length, "film")}, best of all`,
    ...favourites.map((i) => `  ${values[i]!.toFixed(1)} stars  ${titles[items[i]!]}`),
    `Recommended by the model with the best lists (${best.title})`,
    ...best.recommended.map(({ title }, i) => `  ${String(i + 1).padStart(2)}. ${title}`),
  ];
}

/** The run card in a few lines. */
export function cardLines(
  { settings, data, times, versions, peakMemoryBytes }: RecommendCard,
): string[] {
  const { seed, factors, neighbours, split } = settings;
  const files = data.files.map(({ name, sha256 }) => `  data      ${name} ${sha256.slice(0, 12)}`);
  return [
    "Run card",
    `  settings  seed ${seed}, ${counted(factors, "factor")}, ${
      counted(neighbours, "neighbour")
    }, ` +
    `split by ${split}`,
    ...files,
    `  versions  Descent ${versions.descent}, Deno ${versions.deno}, V8 ${versions.v8}`,
    `  time      ${seconds(times.totalMs)} in all`,
    `  memory    ${megabytes(peakMemoryBytes)} at most`,
  ];
}
