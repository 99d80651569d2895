import { cannot } from "../core/mod.ts";
import { type Passport, readPassport } from "../nn/mod.ts";
import type { BatchOptions } from "./batcher.ts";
import { type LoadedModel, openModel } from "./loaded_model.ts";
import { NAME, readRouting, routedVersions, type Routing, writeRouting } from "./routing.ts";

/** What is to change of a routing: what is `undefined` ends, what is left out stays. */
export type RouteChanges = {
  canary?: Routing["canary"] | undefined;
  shadow?: string | undefined;
};

/** Models on disk, those that answer ready in memory. */
export type ModelStore = {
  readonly dir: string;
  /** Every model by name, in order. */
  names(): string[];
  /** Its versions, in order. */
  versions(name: string): Promise<string[]>;
  /** Which version answers what. */
  routing(name: string): Routing | undefined;
  /**
   * A version, ready: the current one if none is named. Undefined where there is none. Ask it in the
   * same turn of the event loop: later it may have been put away.
   */
  open(name: string, version?: string): Promise<LoadedModel | undefined>;
  /** The passport of a version that need not be ready. */
  passport(name: string, version: string): Promise<Passport>;
  /**
   * Adds a version. `write` fills an empty folder, which then takes its place in one step and is
   * never written again.
   */
  publish(name: string, version: string, write: (dir: string) => Promise<unknown>): Promise<void>;
  /** Makes a version the one that answers, in one step; it is loaded and checked first. */
  switchTo(name: string, version: string): Promise<Routing>;
  /** Goes back to the version that answered before. */
  rollback(name: string): Promise<Routing>;
  /** Sets the canary or the shadow, or with `undefined` ends them. */
  route(name: string, changes: RouteChanges): Promise<Routing>;
  /** Tells a listener the size of every batch from now on. */
  onBatch(listener: (model: string, rows: number) => void): void;
  /**
   * Looks whether somebody else has switched a version or added a model, and follows once that is
   * ready. Where it cannot be loaded, what answered before goes on.
   *
   * @throws The first error, after all other models have been looked at.
   */
  refresh(): Promise<void>;
  /** Answers what was accepted, then frees all models. */
  close(): Promise<void>;
};

/** Settings of `openStore`. */
export type StoreOptions = Partial<BatchOptions>;

const BATCHES: BatchOptions = { maxBatch: 64, maxDelayMs: 0, maxQueue: 1024, timeoutMs: 5000 };

/**
 * Opens a folder of models: `<name>/<version>/` as `sealModel` wrote them, and `<name>/routing.json`,
 * which says which version answers.
 *
 * A version is ready when it is first asked for, and stays ready as long as it is routed to.
 *
 * @param dir The folder; made if it is not there.
 * @param options How requests are batched: at most `maxBatch` (64) rows at once, of which the first
 * waits at most `maxDelayMs` (0), with at most `maxQueue` (1024) waiting and `timeoutMs` (5000).
 * @returns The store.
 * @throws {TypeError} If the folder cannot be read.
 *
 * @example
 * ```ts ignore
 * import { openStore } from "descent/serve";
 *
 * const store = await openStore("models");
 * await store.switchTo("fuel", "2");
 * ```
 */
export async function openStore(dir: string, options: StoreOptions = {}): Promise<ModelStore> {
  const batches = { ...BATCHES, ...options };
  let listen: (model: string, rows: number) => void = () => {};
  const routings = new Map<string, Routing>();
  const ready = new Map<string, Promise<LoadedModel>>();
  const leaving = new Set<Promise<void>>();
  const damaged = new Map<string, unknown>();
  takeOver(await readFolder());

  /** What stands on disk, by name. */
  async function readFolder(): Promise<Map<string, Routing>> {
    const found = new Map<string, Routing>();
    damaged.clear();
    try {
      for await (const { name, isDirectory } of await readOrMake(dir)) {
        if (!isDirectory || !NAME.test(name)) continue;
        const routing = await readRouting(`${dir}/${name}`).catch((error) => {
          damaged.set(name, error);
          return routings.get(name);
        });
        if (routing) found.set(name, routing);
      }
    } catch (error) {
      const needed = `the folder ${JSON.stringify(dir)} must be readable`;
      throw new TypeError(cannot("open the models", needed), { cause: error });
    }
    return found;
  }

  function takeOver(found: ReadonlyMap<string, Routing>): void {
    routings.clear();
    for (const name of [...found.keys()].toSorted()) routings.set(name, found.get(name)!);
  }

  function load(name: string, version: string): Promise<LoadedModel> {
    const key = `${name}/${version}`;
    const known = ready.get(key);
    if (known) return known;
    const onBatch = (rows: number) => listen(name, rows);
    const opened = openModel(`${dir}/${key}`, name, version, { ...batches, onBatch });
    ready.set(key, opened);
    opened.catch(() => ready.delete(key)); // the next request tries again
    return opened;
  }

  /** Puts away what no route leads to any more, once it has answered. */
  function putAway(): void {
    for (const [key, opened] of ready) {
      const [name, version] = key.split("/") as [string, string];
      const routing = routings.get(name);
      if (routing && routedVersions(routing).includes(version)) continue;
      ready.delete(key);
      const left = leave(opened).finally(() => leaving.delete(left));
      leaving.add(left);
    }
  }

  /** A turn later: a request that has just got the model asks it first. */
  async function leave(opened: Promise<LoadedModel>): Promise<void> {
    try {
      const model = await opened;
      await new Promise((resolve) => setTimeout(resolve, 0));
      await model.close();
    } catch {
      // It was never ready.
    }
  }

  async function write(name: string, routing: Routing): Promise<Routing> {
    await writeRouting(`${dir}/${name}`, routing);
    routings.set(name, routing);
    putAway();
    return routing;
  }

  function routingOf(name: string, action: string): Routing {
    const routing = routings.get(name);
    if (routing) return routing;
    const known = [...routings.keys()].join(", ") || "none";
    throw new RangeError(cannot(action, `the model must be one of ${known}`, name));
  }

  async function checkVersion(action: string, name: string, version: string): Promise<void> {
    const versions = await store.versions(name);
    if (versions.includes(version)) return;
    const needed = `the version of ${JSON.stringify(name)} must be one of ${versions.join(", ")}`;
    throw new RangeError(cannot(action, needed, version));
  }

  const store: ModelStore = {
    dir,
    names: () => [...routings.keys()],
    routing: (name) => routings.get(name),
    async versions(name) {
      if (!NAME.test(name)) return [];
      const versions: string[] = [];
      try {
        for await (const entry of Deno.readDir(`${dir}/${name}`)) {
          if (entry.isDirectory && NAME.test(entry.name)) versions.push(entry.name);
        }
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
      return versions.toSorted(byNumber);
    },
    async open(name, version) {
      const routing = routings.get(name);
      if (!routing) return undefined;
      if (version === undefined) return await load(name, routing.current);
      if (!ready.has(`${name}/${version}`)) {
        if (!(await store.versions(name)).includes(version)) return undefined;
      }
      return await load(name, version);
    },
    passport: (name, version) => readPassport(`${dir}/${name}/${version}`),
    async publish(name, version, fill) {
      for (const part of [name, version]) {
        if (NAME.test(part)) continue;
        const needed = "names must be letters, digits, dots, dashes and underscores";
        throw new RangeError(cannot("publish a model", needed, part));
      }
      const target = `${dir}/${name}/${version}`;
      if ((await store.versions(name)).includes(version)) {
        const needed = `a version is written once: ${JSON.stringify(target)} is there already`;
        throw new RangeError(cannot("publish a model", needed));
      }
      const temporary = `${dir}/${name}/.${version}.${crypto.randomUUID()}`;
      await Deno.mkdir(temporary, { recursive: true });
      try {
        await fill(temporary);
        await readPassport(temporary);
        await Deno.rename(temporary, target);
      } catch (error) {
        await Deno.remove(temporary, { recursive: true }).catch(() => {});
        throw error;
      }
    },
    async switchTo(name, version) {
      await checkVersion("switch the version", name, version);
      await load(name, version); // stops here if it is damaged
      const { current, ...rest } = routings.get(name) ?? {};
      if (current === version) return routings.get(name)!;
      return await write(name, { ...rest, current: version, ...current && { previous: current } });
    },
    async rollback(name) {
      const { current, previous, ...rest } = routingOf(name, "roll back");
      if (previous === undefined) {
        const needed = `there must be a version that ${JSON.stringify(name)} had before`;
        throw new RangeError(cannot("roll back", needed, current));
      }
      await load(name, previous);
      return await write(name, { ...rest, current: previous, previous: current });
    },
    async route(name, changes) {
      const { canary, shadow, ...rest } = { ...routingOf(name, "set a route"), ...changes };
      const routing: Routing = { ...rest, ...canary && { canary }, ...shadow && { shadow } };
      if (canary && !(canary.share >= 0 && canary.share <= 1)) {
        throw new RangeError(cannot("set a route", "share must lie in 0 to 1", canary.share));
      }
      for (const version of [changes.canary?.version, changes.shadow]) {
        if (version === undefined) continue;
        await checkVersion("set a route", name, version);
        await load(name, version);
      }
      return await write(name, routing);
    },
    onBatch(listener) {
      listen = listener;
    },
    async refresh() {
      const found = await readFolder();
      const errors = [...damaged.values()];
      for (const [name, routing] of found) {
        try {
          for (const version of routedVersions(routing)) await load(name, version);
        } catch (error) {
          errors.push(error);
          const before = routings.get(name);
          if (before) found.set(name, before);
          else found.delete(name);
        }
      }
      takeOver(found);
      putAway();
      if (errors.length > 0) throw errors[0];
    },
    async close() {
      const all = [...ready.values()];
      ready.clear();
      await Promise.all([...all.map(leave), ...leaving]);
    },
  };
  return store;
}

/** The entries of a folder, which is made if it is not there. */
async function readOrMake(dir: string): Promise<AsyncIterable<Deno.DirEntry>> {
  try {
    await Deno.stat(dir);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await Deno.mkdir(dir, { recursive: true });
  }
  return Deno.readDir(dir);
}

/** "10" comes after "9". */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
