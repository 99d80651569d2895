import { cannot } from "descent/core";
import { type ModelStore, openStore, type Routing } from "descent/serve";
import type { Places } from "./options.ts";
import { formatTable } from "./table.ts";

/** Lists the versions of one model or of all, and which one answers. */
export async function listVersions(
  { models, model }: Places & { model?: string },
): Promise<void> {
  const store = await openStore(models);
  const names = await namesIn(store);
  if (model !== undefined && !names.includes(model)) {
    const needed = `the model must be one of ${names.join(", ") || "none yet"}`;
    throw new RangeError(cannot("list versions", needed, model));
  }
  const rows: string[][] = [];
  for (const name of model === undefined ? names : [model]) rows.push(...await rowsOf(store, name));
  if (rows.length === 0) {
    return console.log(`There is no model in ${models}; see "deno task serve publish".`);
  }
  console.log(formatTable(["model", "version", "", "made", "score"], rows));
}

/** Every model that has a version, whether or not one answers yet. */
async function namesIn(store: ModelStore): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(store.dir)) {
    if (isDirectory && (await store.versions(name)).length > 0) names.push(name);
  }
  return names.toSorted();
}

async function rowsOf(store: ModelStore, name: string): Promise<string[][]> {
  const routing = store.routing(name);
  const rows: string[][] = [];
  for (const version of await store.versions(name)) {
    const { created, metrics } = await store.passport(name, version);
    const [first] = metrics;
    const score = first ? `${first.name} ${Number(first.value.toPrecision(4))}` : "";
    rows.push([name, version, roleOf(version, routing), created.slice(0, 10), score]);
  }
  return rows;
}

/** What a version does now. */
function roleOf(version: string, routing: Routing | undefined): string {
  if (!routing) return "";
  const { current, previous, canary, shadow } = routing;
  const share = canary ? Number((100 * canary.share).toPrecision(4)) : 0;
  return [
    version === current && "answers",
    version === previous && version !== current && "before",
    version === canary?.version && `canary ${share} %`,
    version === shadow && "shadow",
  ].filter((role) => role !== false).join(", ");
}
