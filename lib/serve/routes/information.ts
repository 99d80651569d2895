import { type DriftWindow, MATTERS } from "../drift_window.ts";
import type { LoadedModel } from "../loaded_model.ts";
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

/** What is only known when it is asked for: of every version that answers somebody. */
async function gauges({ store, drift }: Service): Promise<Gauge[]> {
  const found: Gauge[] = [];
  for (const name of store.names()) {
    const { current, canary } = store.routing(name)!;
    for (const version of new Set([current, canary?.version ?? current])) {
      const model = await store.open(name, version);
      if (model) found.push(...gaugesOf(model, drift(model)));
    }
  }
  return found;
}

function gaugesOf({ name, version, waiting }: LoadedModel, window: DriftWindow): Gauge[] {
  const labels = { model: name, version };
  const drift = window.drift();
  const moved = drift.filter(({ psi }) => psi > MATTERS).length;
  return [
    { name: "descent_model_info", labels, value: 1 },
    { name: "descent_waiting_rows", labels, value: waiting },
    { name: "descent_drift_rows", labels, value: window.rows },
    { name: "descent_drift_features", labels, value: moved },
    ...drift.slice(0, FEATURES).flatMap(({ feature, psi, shift, outside }) => [
      { name: "descent_drift_psi", labels: { ...labels, feature }, value: psi },
      { name: "descent_drift_shift", labels: { ...labels, feature }, value: shift },
      { name: "descent_drift_outside", labels: { ...labels, feature }, value: outside },
    ]),
  ];
}
