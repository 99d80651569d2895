import { cannot } from "../core/mod.ts";
import { type Passport, readPassport } from "../nn/mod.ts";
import type { BatchOptions } from "./batcher.ts";
import { type LoadedModel, openModel } from "./loaded_model.ts";
import { addVersion, readRoutings, readVersions } from "./model_folder.ts";
import { createReadyModels } from "./ready_models.ts";
import { routedVersions, type Routing, writeRouting } from "./routing.ts";

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
  const { load, has, keepOnly, close } = createReadyModels((name, version) => {
    const onBatch = (rows: number) => listen(name, rows);
    return openModel(`${dir}/${name}/${version}`, name, version, { ...batches, onBatch });
  });
  let routings = inOrder((await readRoutings(dir)).found);
  const keepRouted = () =>
    keepOnly((name, version) => {
      const routing = routings.get(name);
      return routing !== undefined && routedVersions(routing).includes(version);
    });

  async function setRouting(name: string, routing: Routing): Promise<Routing> {
    await writeRouting(`${dir}/${name}`, routing);
    routings = inOrder(new Map([...routings, [name, routing]]));
    keepRouted();
    return routing;
  }

  function routingOf(name: string, action: string): Routing {
    const routing = routings.get(name);
    if (routing) return routing;
    const known = [...routings.keys()].join(", ") || "none";
    throw new RangeError(cannot(action, `the model must be one of ${known}`, name));
  }

  async function loadNew(action: string, name: string, version: string): Promise<void> {
    const versions = await readVersions(dir, name);
    if (!versions.includes(version)) {
      const known = versions.join(", ") || 'none yet (see "deno task serve publish")';
      const needed = `the version of ${JSON.stringify(name)} must be one of ${known}`;
      throw new RangeError(cannot(action, needed, version));
    }
    await load(name, version); // stops here if it is damaged
  }

  /** Everything that a routing leads to is ready, or the error. */
  async function loadRouted(name: string, routing: Routing): Promise<void> {
    for (const version of routedVersions(routing)) await load(name, version);
  }

  return {
    dir,
    names: () => [...routings.keys()],
    routing: (name) => routings.get(name),
    versions: (name) => readVersions(dir, name),
    passport: (name, version) => readPassport(`${dir}/${name}/${version}`),
    publish: (name, version, write) => addVersion(dir, name, version, write),
    async open(name, version) {
      const routing = routings.get(name);
      if (!routing) return undefined;
      if (version === undefined) return await load(name, routing.current);
      const isThere = has(name, version) || (await readVersions(dir, name)).includes(version);
      return isThere ? await load(name, version) : undefined;
    },
    async switchTo(name, version) {
      await loadNew("switch the version", name, version);
      const { current, ...rest } = routings.get(name) ?? {};
      if (current === version) return routings.get(name)!;
      const previous = current === undefined ? {} : { previous: current };
      return await setRouting(name, { ...rest, current: version, ...previous });
    },
    async rollback(name) {
      const { current, previous, ...rest } = routingOf(name, "roll back");
      if (previous === undefined) {
        const needed = `there must be a version that ${JSON.stringify(name)} had before`;
        throw new RangeError(cannot("roll back", needed, current));
      }
      await load(name, previous);
      return await setRouting(name, { ...rest, current: previous, previous: current });
    },
    async route(name, changes) {
      const action = "set a route";
      const { canary, shadow, ...rest } = { ...routingOf(name, action), ...changes };
      if (canary && !(canary.share >= 0 && canary.share <= 1)) {
        throw new RangeError(cannot(action, "share must lie in 0 to 1", canary.share));
      }
      for (const version of [changes.canary?.version, changes.shadow]) {
        if (version !== undefined) await loadNew(action, name, version);
      }
      return await setRouting(name, { ...rest, ...canary && { canary }, ...shadow && { shadow } });
    },
    onBatch(listener) {
      listen = listener;
    },
    async refresh() {
      const { found, wrong } = await readRoutings(dir);
      for (const [name, routing] of found) {
        await loadRouted(name, routing).catch((error) => wrong.set(name, error));
      }
      for (const name of wrong.keys()) {
        const before = routings.get(name);
        if (before) found.set(name, before);
        else found.delete(name);
      }
      routings = inOrder(found);
      keepRouted();
      for (const error of wrong.values()) throw error;
    },
    close,
  };
}

function inOrder(routings: ReadonlyMap<string, Routing>): ReadonlyMap<string, Routing> {
  return new Map([...routings].toSorted(([a], [b]) => a < b ? -1 : 1));
}
