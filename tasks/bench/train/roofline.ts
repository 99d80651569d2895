import { type ReportSection, roofline } from "descent/plot";
import type { Profile } from "../../profile/profile.ts";
import type { ProfileRequest } from "../../profile/run.ts";
import { profileTable, speedOf, yardsticksText } from "../../profile/text.ts";
import { better } from "../../profile/yardsticks.ts";
import { duration } from "../shared/race/race_text.ts";
import { startContestant } from "../shared/contestant.ts";
import { ownEntry } from "../shared/entries.ts";

/** What is asked of the process that profiles. */
export type RooflineQuestions = { profile: { ask: ProfileRequest; answer: Profile } };

const PROGRAM = new URL("./ours/roofline.ts", import.meta.url);
const STEPS = 20;
/** Kernels of a step that are shown: the rest has hardly a share. */
const MOST_ROWS = 8;
/** Kernels in a figure, each where it took longest: their names must have room beside one another. */
const MOST_POINTS = 5;

/**
 * Profiles a training step of each network beside what the machine allows, measured in the same
 * process between them.
 *
 * @param models The networks' names.
 * @param threads Threads that share the work.
 * @param say Told in a few words what is going on.
 * @returns A profile each.
 */
export async function profileAll(
  models: readonly string[],
  threads: number,
  say: (words: string) => void,
): Promise<Profile[]> {
  const entry = ownEntry("roofline", "the profile", PROGRAM);
  const contestant = startContestant<RooflineQuestions>(entry);
  try {
    const profiles: Profile[] = [];
    for (const model of models) {
      say(`profiling ${model}`);
      profiles.push(await contestant.ask("profile", { model, steps: STEPS, threads }));
    }
    const yardsticks = profiles.map((one) => one.yardsticks).reduce(better);
    return profiles.map((one) => ({ ...one, yardsticks }));
  } finally {
    await contestant.end();
  }
}

/**
 * The profiles for people: the machine's limits, and each network's longest kernels beside them.
 *
 * @param profiles As `profileAll` gives them.
 * @returns Lines without an end.
 */
export function rooflineText(profiles: readonly Profile[]): string {
  const head = `Where a step's time goes. ${yardsticksText(profiles[0]!.yardsticks)}`;
  return [head, ...profiles.map((one) => `${nameOf(one)}\n${profileTable(one, MOST_ROWS)}`)]
    .join("\n\n");
}

/**
 * The same as figures: each kernel whose operations are known at its place below the roof.
 *
 * @param profiles As `profileAll` gives them.
 * @returns A section of a page.
 */
export function rooflineSection(profiles: readonly Profile[]): ReportSection {
  return {
    heading: "Where a step's time goes",
    text: yardsticksText(profiles[0]!.yardsticks),
    figures: profiles.flatMap((one) => figureOf(one) ?? []),
  };
}

function nameOf({ label, path, stepMs }: Profile): string {
  const way = path === "plan" ? "compiled plan" : "model.fit";
  return `${label}, by ${way}: ${duration(stepMs.least)} a step`;
}

function figureOf(profile: Profile) {
  const { rows, yardsticks } = profile;
  const known = rows.flatMap((row) => {
    const { gflops, intensity } = speedOf(row, yardsticks) ?? {};
    return gflops && intensity ? [{ name: row.kernel, intensity, gigaflops: gflops }] : [];
  });
  const names = known.map(({ name }) => name);
  const points = known.filter(({ name }, i) => names.indexOf(name) === i).slice(0, MOST_POINTS);
  if (points.length === 0) return undefined;
  const bandwidths = [{ name: "memory", gigabytes: yardsticks.gigabytes }];
  return roofline({ peak: yardsticks.gflops, bandwidths }, points, { title: nameOf(profile) });
}
