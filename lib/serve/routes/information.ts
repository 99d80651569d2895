import { openApi } from "../openapi.ts";
import { pageOf } from "../pages.ts";
import { json, type Route } from "../route.ts";
import type { Service } from "../service.ts";

/** At most so many inputs of a model are told one by one: an image has too many. */
const FEATURES = 100;

/** What the service tells of itself: metrics, its description, pages for people. */
export function informationRoutes(service: Service): Route[] {
  const describe = async ({ origin }: URL) => {
    const passports = await service.passports();
    return { passports, document: openApi(passports, { server: origin, keys: service.keyed }) };
  };
  return [
    {
      method: "GET",
      pattern: /^\/metrics$/,
      label: "/metrics",
      scope: "metrics",
      async run() {
        const text = service.metrics.text(await gauges(service));
        return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4" } });
      },
    },
    {
      method: "GET",
      pattern: /^\/openapi\.json$/,
      label: "/openapi.json",
      run: async ({ url }) => json((await describe(url)).document),
    },
    {
      method: "GET",
      pattern: /^\/(docs|page\.js|page\.css)?$/,
      label: "/",
      async run({ url }) {
        const { passports, document } = await describe(url);
        return pageOf(url.pathname, passports, document);
      },
    },
  ];
}

type Gauge = { name: string; labels: Record<string, string>; value: number };

/** What is only known when it is asked for. */
async function gauges({ store, drift }: Service): Promise<Gauge[]> {
  const found: Gauge[] = [];
  for (const name of store.names()) {
    const model = await store.open(name);
    if (!model) continue;
    const labels = { model: name, version: model.version };
    const window = drift(model);
    found.push(
      { name: "descent_model_info", labels, value: 1 },
      { name: "descent_waiting_rows", labels, value: model.waiting },
      { name: "descent_drift_rows", labels, value: window.rows },
    );
    for (const { feature, psi, shift, outside } of window.drift().slice(0, FEATURES)) {
      const one = { ...labels, feature };
      found.push(
        { name: "descent_drift_psi", labels: one, value: psi },
        { name: "descent_drift_shift", labels: one, value: shift },
        { name: "descent_drift_outside", labels: one, value: outside },
      );
    }
  }
  return found;
}
