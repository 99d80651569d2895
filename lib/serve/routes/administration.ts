import { parseForm, ROUTE, SWITCH } from "../forms.ts";
import { Problem } from "../problem.ts";
import { readJson } from "../read_json.ts";
import { json, type Route } from "../route.ts";
import type { Service } from "../service.ts";
import type { Routing } from "../routing.ts";

/** Which version answers: for keys with the scope "admin". */
export function administrationRoutes({ store, body }: Service): Route[] {
  const changes: Record<string, (name: string, request: Request) => Promise<Routing>> = {
    rollback: (name) => store.rollback(name),
    async switch(name, request) {
      return await store.switchTo(name, parseForm(SWITCH, await readJson(request, body)).version);
    },
    async route(name, request) {
      const { canary, shadow } = parseForm(ROUTE, await readJson(request, body));
      return await store.route(name, {
        ...canary !== undefined && { canary: canary ?? undefined },
        ...shadow !== undefined && { shadow: shadow ?? undefined },
      });
    },
  };
  return Object.entries(changes).map(([action, change]) => ({
    method: "POST",
    pattern: new RegExp(`^/v1/models/(?<name>[^/:]+):${action}$`),
    label: `/v1/models/{name}:${action}`,
    scope: "admin",
    async run({ request, asked, params }) {
      const name = params["name"]!;
      if (!store.routing(name)) throw new Problem("not-found", `There is no model "${name}"`);
      asked.model = name;
      try {
        return json(await change(name, request));
      } catch (error) {
        if (error instanceof Error && error.name === "NotCapable") throw readOnly(name);
        const isAsked = error instanceof RangeError || error instanceof SyntaxError;
        throw isAsked ? new Problem("bad-input", error.message) : error;
      }
    },
  }));
}

/** A service that may only read its models leaves it to who may write them. */
function readOnly(name: string): Problem {
  const words = "This service may not write its models; on its machine run deno task serve";
  return new Problem("read-only", `${words} switch ${name}, rollback, canary or shadow`);
}
