import type { Scope } from "./api_keys.ts";
import type { Asked } from "./service.ts";

/** A request as a route sees it. */
export type RouteContext = {
  request: Request;
  url: URL;
  /** Who asks: a key's name, or as far as the network tells. */
  client: string;
  /** What is written down of the request. */
  asked: Asked;
  /** The named parts of the path. */
  params: Record<string, string | undefined>;
};

/** One thing that can be asked for. */
export type Route = {
  method: "GET" | "POST";
  pattern: RegExp;
  /** The path as it is counted and written down. */
  label: string;
  /** What a key must allow; none where everybody may ask. */
  scope?: Scope;
  run(context: RouteContext): Promise<Response> | Response;
};

/** `/v1/models/fuel`, or `/v1/models/fuel/versions/3`, and what follows. */
export function modelPath(prefix: string, rest = ""): RegExp {
  return new RegExp(`^${prefix}/(?<name>[^/:]+)(/versions/(?<version>[^/:]+))?${rest}$`);
}

/** A value as JSON. */
export function json(value: unknown, status = 200): Response {
  const headers = { "content-type": "application/json" };
  return new Response(JSON.stringify(value), { status, headers });
}
