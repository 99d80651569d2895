import { Hono } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { sha256 } from "./hash.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { administrationRoutes } from "./routes/administration.ts";
import { informationRoutes } from "./routes/information.ts";
import { openInferenceRoutes } from "./routes/open_inference.ts";
import { predictRoutes } from "./routes/predict.ts";
import { tensorflowServingRoutes } from "./routes/tensorflow_serving.ts";
import { type AppOptions, type Asked, createService, type Service } from "./service.ts";
import type { ModelStore } from "./store.ts";

/** A service as a function from request to response. */
export type App = {
  /** Answers a request; `client` is who asks, as far as the network tells. */
  fetch(request: Request, client?: string): Promise<Response>;
  /** Refuses new requests, answers those accepted, then frees the models. */
  close(): Promise<void>;
};

/** Pages load what is theirs and nothing else, and stand in no frame. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

/**
 * A model store behind HTTP. Opens no port: hand `fetch` to `Deno.serve`.
 *
 * Routes: `POST /predict`; TensorFlow Serving's `/v1/models/…`, with `:explain`, and for keys with
 * the scope "admin" `:switch`, `:rollback`, `:route`; the Open Inference Protocol's `/v2/…`;
 * `/openapi.json`, `/docs`, `/metrics`, and a page for people at `/`. Whatever is wrong with a
 * request becomes an RFC 9457 problem; nothing is thrown.
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
  const service = createService(store, options);
  let closing = false;
  const routes = [
    ...predictRoutes(service),
    ...tensorflowServingRoutes(service),
    ...openInferenceRoutes(service, () => !closing),
    ...administrationRoutes(service),
    ...informationRoutes(service),
  ];
  const hono = new Hono<{ Bindings: { client: string } }>();
  hono.use(
    secureHeaders({ contentSecurityPolicy: CONTENT_SECURITY_POLICY, xFrameOptions: "DENY" }),
  );
  if (options.origins?.length) hono.use(cors({ origin: [...options.origins] }));
  hono.all("*", async ({ req: { raw }, env: { client } }) => {
    if (!closing) return await answer(raw, client, routes, service, options);
    return new Problem("closing", "Try another instance", { retryAfterSeconds: 1 }).toResponse();
  });
  const underWay = new Set<Promise<unknown>>();
  return {
    fetch(request, client = "unknown") {
      const work = Promise.resolve(hono.fetch(request, { client }));
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    async close() {
      closing = true;
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
      await service.idle();
      await store.close();
      await options.audit?.close();
    },
  };
}

/** One request: found, admitted, answered, counted, written down. */
async function answer(
  request: Request,
  client: string,
  routes: readonly Route[],
  service: Service,
  options: AppOptions,
): Promise<Response> {
  const { nowMs = () => performance.now() } = options;
  const begin = nowMs();
  const url = new URL(request.url);
  const asked: Asked = { key: "-" };
  let label = "other";
  let response: Response;
  try {
    const { route, params } = find(routes, request.method, url.pathname);
    label = route.label;
    if (route.scope) service.admit(request, client, route.scope, asked);
    const who = asked.key === "-" ? client : `key ${asked.key}`;
    response = await route.run({ request, url, client: who, asked, params });
  } catch (error) {
    response = toProblem(error).toResponse();
  }
  if (request.method === "POST") {
    try {
      await writeDown(asked, label, response.status, options);
    } catch (error) { // what is not written down is not answered
      response = toProblem(error).toResponse();
    }
  }
  const { status } = response;
  service.metrics.count("descent_requests_total", { route: label, status });
  service.metrics.observe("descent_request_seconds", (nowMs() - begin) / 1000, { route: label });
  return response;
}

function find(routes: readonly Route[], method: string, path: string) {
  const matching = routes.filter(({ pattern }) => pattern.test(path));
  if (matching.length === 0) throw new Problem("not-found", `There is no ${path}`);
  const wanted = method === "HEAD" ? "GET" : method;
  const route = matching.find((route) => route.method === wanted);
  if (!route) {
    const taken = matching.map(({ method }) => method).join(", ");
    throw new Problem("no-method", `${path} takes ${taken}`);
  }
  return { route, params: route.pattern.exec(path)!.groups ?? {} };
}

async function writeDown(
  { key, model, version, rows, features = [] }: Asked,
  route: string,
  status: number,
  { audit, auditRows = false, masked = [], now = () => new Date() }: AppOptions,
): Promise<void> {
  if (!audit) return;
  await audit.append({
    ...{ time: now().toISOString(), key, method: "POST", route, status },
    ...model !== undefined && { model },
    ...version !== undefined && { version },
    ...rows && { input: sha256(JSON.stringify(rows)) },
    ...rows && auditRows && {
      rows: rows.map((row) =>
        row.map((value, j) => masked.includes(features[j]!.name) ? "***" : value)
      ),
    },
  });
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error); // for the one who runs the service; clients are told less
  return new Problem("failed", "Something went wrong here; it was written down");
}
