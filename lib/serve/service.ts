import type { Passport } from "../nn/mod.ts";
import { findApiKey, type Scope, type StoredKey } from "./api_keys.ts";
import type { AuditLog } from "./audit_log.ts";
import { createDriftWindow, type DriftWindow } from "./drift_window.ts";
import { sha256 } from "./hash.ts";
import type { LoadedModel } from "./loaded_model.ts";
import { DEFINITIONS } from "./metric_definitions.ts";
import { Problem } from "./problem.ts";
import { createMetrics, type Metrics } from "./prometheus.ts";
import { createRateLimiter } from "./rate_limiter.ts";
import type { BodyLimits } from "./read_json.ts";
import type { Routing } from "./routing.ts";
import type { ModelStore } from "./store.ts";

/** Settings of `createApp`. */
export type AppOptions = {
  /**
   * Keys, of which one is needed, or what tells those of the moment. Of an empty list nobody has one;
   * without a list everybody may ask and nobody may change routes.
   */
  keys?: readonly StoredKey[] | (() => readonly StoredKey[]);
  /** Where requests are written down. */
  audit?: AuditLog;
  /** Whether the log keeps rows, not only their hash. @default false */
  auditRows?: boolean;
  /** Inputs that the log never shows. @default none */
  masked?: readonly string[];
  /** Origins that browsers may call from. @default none */
  origins?: readonly string[];
  /** Requests a minute of one client without a key. @default 6000 */
  perMinute?: number;
  /** Rows of one request. @default 256 */
  maxRows?: number;
  /** Of a request's body. @default 1 MiB, 10 s, 8 brackets */
  body?: Partial<BodyLimits>;
  /** Rows that drift is told from. @default 1000 */
  driftRows?: number;
  /** The time in milliseconds by a clock that never goes back. @default performance.now */
  nowMs?: () => number;
  /** The time of day. @default the system's */
  now?: () => Date;
};

/** What is written down of one request. */
export type Asked = {
  key: string;
  model?: string;
  version?: string;
  rows?: number[][];
  /** What stands in each row. */
  features?: Passport["features"];
};

/** What all routes work with. */
export type Service = {
  readonly store: ModelStore;
  readonly metrics: Metrics;
  readonly body: BodyLimits;
  readonly maxRows: number;
  /** Whether keys are needed. */
  readonly keyed: boolean;
  /** Stops those without a key, with one that is not enough, or who ask too often. */
  admit(request: Request, client: string, scope: Scope, asked: Asked): void;
  /** The model, in this version or the one that answers this client. */
  open(
    name: string,
    version: string | undefined,
    client: string,
    asked: Asked,
  ): Promise<LoadedModel>;
  /** The only model there is. */
  defaultModel(): string;
  /** The outputs of rows; counts them, and asks the shadow too. */
  ask(model: LoadedModel, rows: number[][], asked: Asked): Promise<Float32Array[]>;
  /** What the latest inputs of a version were. */
  drift(model: LoadedModel): DriftWindow;
  /** The passports of all versions that answer, by model. */
  passports(): Promise<Map<string, Passport>>;
  /** Settled when no shadow is being asked. */
  idle(): Promise<void>;
};

const BODY: BodyLimits = { maxBytes: 2 ** 20, maxMs: 10_000, maxDepth: 8 };

/** The service on a store. */
export function createService(store: ModelStore, options: AppOptions): Service {
  const { maxRows = 256, driftRows = 1000 } = options;
  const metrics = createMetrics(DEFINITIONS);
  store.onBatch((model, rows) => metrics.observe("descent_batch_rows", rows, { model }));
  const windows = new Map<string, DriftWindow>();
  const shadows = new Set<Promise<void>>();
  const drift = ({ name, version, passport }: LoadedModel): DriftWindow => {
    const key = `${name}/${version}`;
    const window = windows.get(key) ?? createDriftWindow(passport.features, driftRows);
    windows.set(key, window);
    return window;
  };
  return {
    ...{ store, metrics, maxRows, drift },
    keyed: options.keys !== undefined,
    body: { ...BODY, ...options.body },
    admit: createDoor(options),
    open: (name, version, client, asked) => openFor(store, name, version, client, asked),
    defaultModel: () => onlyModel(store),
    async ask(model, rows, asked) {
      asked.rows = rows;
      const outputs = await model.predict(rows);
      const window = drift(model);
      for (const row of rows) window.add(row);
      const { name, version } = model;
      metrics.count("descent_rows_total", { model: name, version }, rows.length);
      const shadow = askShadow(store, model, rows, metrics).finally(() => shadows.delete(shadow));
      shadows.add(shadow);
      return outputs;
    },
    async passports() {
      const all = new Map<string, Passport>();
      for (const name of store.names()) all.set(name, (await store.open(name))!.passport);
      return all;
    },
    async idle() {
      await Promise.all(shadows);
    },
  };
}

/** The keys of the moment; undefined where none are needed. */
function keysOf({ keys }: AppOptions): () => readonly StoredKey[] | undefined {
  return typeof keys === "function" ? keys : () => keys;
}

/** Looks at keys and counts requests. */
function createDoor(options: AppOptions): Service["admit"] {
  const { perMinute = 6000, nowMs = () => performance.now() } = options;
  const known = keysOf(options);
  const waitFor = createRateLimiter(nowMs);
  const checkRate = (client: string, rate: number) => {
    const seconds = waitFor(client, rate);
    if (seconds === 0) return;
    const words = `At most ${rate} requests a minute`;
    throw new Problem("too-many", words, { retryAfterSeconds: seconds });
  };
  return (request, client, scope, asked) => {
    const keys = known();
    const authorization = request.headers.get("authorization") ?? "";
    const shown = request.headers.get("x-api-key") ?? authorization.replace(/^Bearer /i, "");
    const key = keys && shown !== "" ? findApiKey(keys, shown) : undefined;
    if (keys && !key) {
      checkRate(client, perMinute); // so that guessing is slow
      const words = shown === "" ? "Send it as Authorization: Bearer KEY" : "This key is not known";
      throw new Problem("no-key", words);
    }
    if (key) asked.key = key.name;
    const scopes = key?.scopes ?? ["predict", "metrics"];
    if (!scopes.includes(scope)) {
      throw new Problem("no-scope", `This needs a key with the scope "${scope}"`);
    }
    checkRate(key ? `key ${key.name}` : client, key?.perMinute ?? perMinute);
  };
}

async function openFor(
  store: ModelStore,
  name: string,
  version: string | undefined,
  client: string,
  asked: Asked,
): Promise<LoadedModel> {
  const routing = store.routing(name);
  const model = await store.open(name, version ?? (routing && chosenVersion(routing, client)));
  if (!model) {
    const known = store.names().join(", ") || "none";
    const what = version === undefined ? "" : `version ${version} of `;
    throw new Problem("not-found", `There is no ${what}model "${name}"; models: ${known}`);
  }
  asked.model = model.name;
  asked.version = model.version;
  asked.features = model.passport.features;
  return model;
}

/** The version that answers a client: the canary for its share of them, always the same ones. */
function chosenVersion({ current, canary }: Routing, client: string): string {
  if (!canary) return current;
  const place = parseInt(sha256(`canary ${client}`).slice(0, 8), 16) / 2 ** 32;
  return place < canary.share ? canary.version : current;
}

function onlyModel(store: ModelStore): string {
  const names = store.names();
  if (names.length === 1) return names[0]!;
  const words = `Say which: "model" must be one of ${names.join(", ") || "none yet"}`;
  throw new Problem("bad-request", words, { field: "model" });
}

/** The shadow is asked too; nobody waits for it, and its failures are only counted. */
async function askShadow(
  store: ModelStore,
  { name, version: answering }: LoadedModel,
  rows: number[][],
  metrics: Metrics,
): Promise<void> {
  const version = store.routing(name)?.shadow;
  if (version === undefined || version === answering) return;
  const labels = { model: name, version };
  try {
    const shadow = await store.open(name, version);
    await shadow!.predict(rows);
    metrics.count("descent_shadow_rows_total", labels, rows.length);
  } catch {
    metrics.count("descent_shadow_failures_total", labels);
  }
}
