import { Hono } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import type { Passport } from "../nn/mod.ts";
import { answerOf } from "./answers.ts";
import { findApiKey, type Scope, type StoredKey } from "./api_keys.ts";
import type { AuditLog } from "./audit_log.ts";
import { createDriftWindow, type DriftWindow } from "./drift_window.ts";
import { explainRow } from "./explain.ts";
import { INFER, INSTANCES, parseForm, PREDICT, ROUTE, SWITCH } from "./forms.ts";
import { sha256 } from "./hash.ts";
import { inferRows, modelMetadata } from "./inference_protocol.ts";
import type { LoadedModel } from "./loaded_model.ts";
import { DEFINITIONS } from "./metric_definitions.ts";
import { openApi } from "./openapi.ts";
import { pageOf } from "./pages.ts";
import { Problem } from "./problem.ts";
import { createMetrics } from "./prometheus.ts";
import { createRateLimiter } from "./rate_limiter.ts";
import { type BodyLimits, readJson } from "./read_json.ts";
import { parseRow, parseRows } from "./rows.ts";
import type { ModelStore, Routing } from "./store.ts";

/** Settings of `createApp`. */
export type AppOptions = {
  /** Keys that are needed; without any, everybody may ask and nobody may change routes. */
  keys?: readonly StoredKey[];
  /** Where requests are written down. */
  audit?: AuditLog;
  /** Whether the log keeps rows, not only their hash. @default false */
  auditRows?: boolean;
  /** Inputs that the log never shows. */
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

/** A service as a function from request to response. */
export type App = {
  /** Answers a request; `client` is who asks, as far as the network tells. */
  fetch(request: Request, client?: string): Promise<Response>;
  /** Refuses new requests, answers those accepted, then frees the models. */
  close(): Promise<void>;
};

type Asked = {
  key: string;
  model?: string;
  version?: string;
  rows?: number[][];
};

const BODY: BodyLimits = { maxBytes: 2 ** 20, maxMs: 10_000, maxDepth: 8 };

/**
 * A model store behind HTTP. Opens no port: hand `fetch` to `Deno.serve`.
 *
 * Routes: `POST /predict`; TensorFlow Serving's `/v1/models/…`, with `:explain`, and for keys with
 * the scope "admin" `:switch`, `:rollback`, `:route`; the Open Inference Protocol's `/v2/…`;
 * `/openapi.json`, `/docs`, `/metrics`, and a page for people at `/`. Errors are RFC 9457 problems.
 *
 * @param store The models.
 * @param options Keys, limits, log.
 * @returns The service.
 *
 * @example
 * ```ts
 * import { createApp, openStore } from "descent/serve";
 * import { assertEquals } from "@std/assert";
 *
 * const app = createApp(await openStore(await Deno.makeTempDir()));
 * const response = await app.fetch(new Request("http://localhost/v2/health/live"));
 * assertEquals(await response.json(), { live: true });
 * await app.close();
 * ```
 */
export function createApp(store: ModelStore, options: AppOptions = {}): App {
  const { keys = [], audit, masked = [], perMinute = 6000, maxRows = 256 } = options;
  const { nowMs = () => performance.now(), now = () => new Date(), driftRows = 1000 } = options;
  const limits = { ...BODY, ...options.body };
  const metrics = createMetrics(DEFINITIONS);
  const waitFor = createRateLimiter(nowMs);
  const windows = new Map<string, DriftWindow>();
  const underWay = new Set<Promise<unknown>>();
  let closing = false;
  store.onBatch((model, rows) => metrics.observe("descent_batch_rows", rows, { model }));

  /** Who asks; stops those without a key, with the wrong one, or too many times. */
  function admit(request: Request, client: string, scope: Scope, asked: Asked): void {
    const authorization = request.headers.get("authorization") ?? "";
    const shown = request.headers.get("x-api-key") ?? authorization.replace(/^Bearer /i, "");
    const key = keys.length === 0 || shown === "" ? undefined : findApiKey(keys, shown);
    if (keys.length > 0 && !key) {
      checkRate(client, perMinute); // guessing is slow
      const words = shown === "" ? "Send it as Authorization: Bearer KEY" : "This key is not known";
      throw new Problem("no-key", words);
    }
    if (key) asked.key = key.name;
    const scopes = key?.scopes ?? ["predict", "metrics"];
    if (!scopes.includes(scope)) {
      throw new Problem("no-scope", `This needs a key with the scope "${scope}"`);
    }
    checkRate(key ? `key ${key.name}` : client, key?.perMinute ?? perMinute);
  }

  function checkRate(client: string, rate: number): void {
    const seconds = waitFor(client, rate);
    if (seconds === 0) return;
    const words = `At most ${rate} requests a minute`;
    throw new Problem("too-many", words, { retryAfterSeconds: seconds });
  }

  async function open(name: string, version: string | undefined, client: string, asked: Asked) {
    const routing = store.routing(name);
    const chosen = version ?? (routing && chosenVersion(routing, client));
    const model = await store.open(name, chosen);
    if (!model) {
      const known = store.names().join(", ") || "none";
      const what = version === undefined
        ? `the model "${name}"`
        : `version ${version} of "${name}"`;
      throw new Problem("not-found", `There is no ${what}; models: ${known}`);
    }
    asked.model = model.name;
    asked.version = model.version;
    return model;
  }

  async function ask(model: LoadedModel, rows: number[][], asked: Asked): Promise<Float32Array[]> {
    asked.rows = rows;
    const outputs = await model.predict(rows);
    const window = windowOf(model);
    for (const row of rows) window.add(row);
    metrics.count("descent_rows_total", { model: model.name, version: model.version }, rows.length);
    shadow(model, rows);
    return outputs;
  }

  /** The shadow is asked too; nobody waits for it, and its failures are counted only. */
  function shadow(model: LoadedModel, rows: number[][]): void {
    const version = store.routing(model.name)?.shadow;
    if (version === undefined || version === model.version) return;
    const labels = { model: model.name, version };
    const work = store.open(model.name, version)
      .then((other) => other?.predict(rows))
      .then(() => metrics.count("descent_shadow_rows_total", labels, rows.length))
      .catch(() => metrics.count("descent_shadow_failures_total", labels));
    underWay.add(work);
    work.finally(() => underWay.delete(work));
  }

  function windowOf({ name, version, passport }: LoadedModel): DriftWindow {
    const key = `${name}/${version}`;
    const known = windows.get(key);
    if (known) return known;
    const made = createDriftWindow(passport.features, driftRows);
    windows.set(key, made);
    return made;
  }

  function defaultModel(): string {
    const names = store.names();
    if (names.length === 1) return names[0]!;
    const words = `Say which: "model" must be one of ${names.join(", ") || "none yet"}`;
    throw new Problem("bad-request", words, { field: "model" });
  }

  type Route = (context: {
    request: Request;
    url: URL;
    client: string;
    asked: Asked;
    params: Record<string, string | undefined>;
  }) => Promise<Response> | Response;

  const routes: { method: string; pattern: RegExp; label: string; scope?: Scope; run: Route }[] = [
    {
      method: "POST",
      pattern: /^\/predict$/,
      label: "/predict",
      scope: "predict",
      async run({ request, client, asked }) {
        const form = parseForm(PREDICT, await readJson(request, limits));
        const model = await open(form.model ?? defaultModel(), form.version, client, asked);
        const row = parseRow(form.features, model.passport, "features");
        const [values] = await ask(model, [row], asked);
        const { name, version } = model;
        return json({ ...answerOf(values!, model.passport), model: name, version });
      },
    },
    {
      method: "POST",
      pattern: /^\/v1\/models\/(?<name>[^/:]+)(\/versions\/(?<version>[^/:]+))?:predict$/,
      label: "/v1/models/{name}:predict",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const form = parseForm(INSTANCES, await readJson(request, limits));
        const model = await open(params["name"]!, params["version"], client, asked);
        const field = form.instances === undefined ? "inputs" : "instances";
        const rows = parseRows(form[field], model.passport, { field, maxRows });
        const outputs = (await ask(model, rows, asked)).map((values) => [...values]);
        return json(field === "inputs" ? { outputs } : { predictions: outputs });
      },
    },
    {
      method: "POST",
      pattern: /^\/v1\/models\/(?<name>[^/:]+)(\/versions\/(?<version>[^/:]+))?:explain$/,
      label: "/v1/models/{name}:explain",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const form = parseForm(PREDICT, await readJson(request, limits));
        const model = await open(params["name"]!, params["version"], client, asked);
        const row = parseRow(form.features, model.passport, "features");
        asked.rows = [row];
        const predict = (rows: number[][]) => model.predict(rows);
        return json(await explainRow(row, model.passport, predict));
      },
    },
    {
      method: "POST",
      pattern: /^\/v1\/models\/(?<name>[^/:]+):(?<action>switch|rollback|route)$/,
      label: "/v1/models/{name}:switch",
      scope: "admin",
      async run({ request, asked, params }) {
        const name = params["name"]!;
        if (!store.routing(name)) {
          throw new Problem("not-found", `There is no model "${name}"`);
        }
        asked.model = name;
        return json(await change(name, params["action"]!, request));
      },
    },
    {
      method: "GET",
      pattern: /^\/v1\/models\/(?<name>[^/:]+)(\/versions\/(?<version>[^/:]+))?$/,
      label: "/v1/models/{name}",
      scope: "predict",
      async run({ params, client, asked }) {
        const { version } = await open(params["name"]!, params["version"], client, asked);
        const status = { error_code: "OK", error_message: "" };
        return json({ model_version_status: [{ version, state: "AVAILABLE", status }] });
      },
    },
    {
      method: "GET",
      pattern: /^\/v1\/models\/(?<name>[^/:]+)(\/versions\/(?<version>[^/:]+))?\/metadata$/,
      label: "/v1/models/{name}/metadata",
      scope: "predict",
      async run({ params, client, asked }) {
        const { name, version, passport } = await open(
          params["name"]!,
          params["version"],
          client,
          asked,
        );
        const features = passport.features.map(({ name, unit }) => ({ name, unit }));
        const { outputs, metrics, architecture, created, licence } = passport;
        const metadata = { features, outputs, metrics, architecture, created, licence };
        return json({ model_spec: { name, version }, metadata });
      },
    },
    {
      method: "GET",
      pattern: /^\/v2$/,
      label: "/v2",
      run: () => json({ name: "descent", version: "2", extensions: [] }),
    },
    {
      method: "GET",
      pattern: /^\/v2\/health\/live$/,
      label: "/v2/health/live",
      run: () => json({ live: true }),
    },
    {
      method: "GET",
      pattern: /^\/v2\/health\/ready$/,
      label: "/v2/health/ready",
      run: () => json({ ready: !closing && store.names().length > 0 }),
    },
    {
      method: "GET",
      pattern: /^\/v2\/models\/(?<name>[^/]+)(\/versions\/(?<version>[^/]+))?(?<ready>\/ready)?$/,
      label: "/v2/models/{name}",
      scope: "predict",
      async run({ params, client, asked }) {
        const model = await open(params["name"]!, params["version"], client, asked);
        if (params["ready"]) return json({ name: model.name, ready: true });
        return json(modelMetadata(model, await store.versions(model.name)));
      },
    },
    {
      method: "POST",
      pattern: /^\/v2\/models\/(?<name>[^/]+)(\/versions\/(?<version>[^/]+))?\/infer$/,
      label: "/v2/models/{name}/infer",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const form = parseForm(INFER, await readJson(request, limits));
        const model = await open(params["name"]!, params["version"], client, asked);
        const rows = inferRows(form.inputs[0]!, model.passport, maxRows);
        const outputs = await ask(model, rows, asked);
        const width = outputs[0]!.length;
        const data = outputs.flatMap((values) => [...values]);
        const output = { name: "output", shape: [rows.length, width], datatype: "FP32", data };
        const { name: model_name, version: model_version } = model;
        const id = form.id === undefined ? {} : { id: form.id };
        return json({ model_name, model_version, ...id, outputs: [output] });
      },
    },
    {
      method: "GET",
      pattern: /^\/metrics$/,
      label: "/metrics",
      scope: "metrics",
      async run() {
        const text = metrics.text(await gauges());
        return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4" } });
      },
    },
    {
      method: "GET",
      pattern: /^\/openapi\.json$/,
      label: "/openapi.json",
      async run({ url }) {
        return json(openApi(await passports(), { server: url.origin, keys: keys.length > 0 }));
      },
    },
    {
      method: "GET",
      pattern: /^\/(docs|page\.js|page\.css)?$/,
      label: "/",
      async run({ url }) {
        const document = openApi(await passports(), {
          server: url.origin,
          keys: keys.length > 0,
        });
        return pageOf(url.pathname, await passports(), document);
      },
    },
  ];

  async function change(name: string, action: string, request: Request): Promise<Routing> {
    try {
      if (action === "rollback") return await store.rollback(name);
      const body = await readJson(request, limits);
      if (action === "switch") return await store.switchTo(name, parseForm(SWITCH, body).version);
      const { canary, shadow } = parseForm(ROUTE, body);
      return await store.route(name, {
        ...canary !== undefined && { canary: canary ?? undefined },
        ...shadow !== undefined && { shadow: shadow ?? undefined },
      } as Partial<Routing>);
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof RangeError || error instanceof SyntaxError) {
        throw new Problem("bad-input", error.message);
      }
      throw error;
    }
  }

  async function passports(): Promise<Map<string, Passport>> {
    const all = new Map<string, Passport>();
    for (const name of store.names()) all.set(name, (await store.open(name))!.passport);
    return all;
  }

  async function gauges() {
    const found: { name: string; labels: Record<string, string>; value: number }[] = [];
    for (const name of store.names()) {
      const model = await store.open(name);
      if (!model) continue;
      const labels = { model: name, version: model.version };
      found.push({ name: "descent_model_info", labels, value: 1 });
      found.push({ name: "descent_waiting_rows", labels, value: model.waiting });
      const window = windows.get(`${name}/${model.version}`);
      found.push({ name: "descent_drift_rows", labels, value: window?.rows ?? 0 });
      for (const { feature, psi, shift, outside } of (window?.drift() ?? []).slice(0, 100)) {
        const one = { ...labels, feature };
        found.push({ name: "descent_drift_psi", labels: one, value: psi });
        found.push({ name: "descent_drift_shift", labels: one, value: shift });
        found.push({ name: "descent_drift_outside", labels: one, value: outside });
      }
    }
    return found;
  }

  async function answer(request: Request, client: string): Promise<Response> {
    const begin = nowMs();
    const url = new URL(request.url);
    const asked: Asked = { key: "-" };
    const matching = routes.filter(({ pattern }) => pattern.test(url.pathname));
    const method = request.method === "HEAD" ? "GET" : request.method;
    const route = matching.find((route) => route.method === method);
    let response: Response;
    try {
      if (closing) throw new Problem("closing", "Try another instance", { retryAfterSeconds: 1 });
      if (matching.length === 0) throw new Problem("not-found", `There is no ${url.pathname}`);
      if (!route) {
        const allowed = matching.map(({ method }) => method).join(", ");
        throw new Problem("no-method", `${url.pathname} takes ${allowed}`);
      }
      if (route.scope) admit(request, client, route.scope, asked);
      const params = route.pattern.exec(url.pathname)!.groups ?? {};
      response = await route.run({ request, url, client: clientOf(asked, client), asked, params });
    } catch (error) {
      response = toProblem(error).toResponse();
    }
    const label = route?.label ?? "other";
    const seconds = (nowMs() - begin) / 1000;
    metrics.count("descent_requests_total", { route: label, status: response.status });
    metrics.observe("descent_request_seconds", seconds, { route: label });
    if (audit && request.method === "POST") {
      await audit.append({
        ...{ time: now().toISOString(), key: asked.key, method: request.method, route: label },
        ...{ status: response.status },
        ...asked.model !== undefined && { model: asked.model },
        ...asked.version !== undefined && { version: asked.version },
        ...asked.rows && { input: sha256(JSON.stringify(asked.rows)) },
        ...asked.rows && options.auditRows && { rows: await maskedRows(asked) },
      });
    }
    return response;
  }

  async function maskedRows({ model, version, rows }: Asked): Promise<unknown> {
    const { features } = (await store.open(model!, version))!.passport;
    return rows!.map((row) =>
      row.map((value, j) => masked.includes(features[j]!.name) ? "***" : value)
    );
  }

  const hono = new Hono<{ Bindings: { client: string } }>();
  hono.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      ...{ scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", "data:"] },
      ...{ connectSrc: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
      formAction: ["'none'"],
    },
  }));
  if (options.origins && options.origins.length > 0) {
    hono.use(cors({ origin: [...options.origins] }));
  }
  hono.all("*", (context) => answer(context.req.raw, context.env.client));

  return {
    fetch(request, client = "unknown") {
      const work = Promise.resolve(hono.fetch(request, { client }));
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    async close() {
      closing = true;
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
      await store.close();
      await audit?.close();
    },
  };
}

/** The version that answers a client: the canary for its share of them, always the same ones. */
function chosenVersion({ current, canary }: Routing, client: string): string {
  if (!canary) return current;
  const place = parseInt(sha256(`canary ${client}`).slice(0, 8), 16) / 2 ** 32;
  return place < canary.share ? canary.version : current;
}

function clientOf({ key }: Asked, client: string): string {
  return key === "-" ? client : `key ${key}`;
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error); // for the one who runs the service; clients are told less
  return new Problem("failed", "Something went wrong here; it was written down");
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
}
