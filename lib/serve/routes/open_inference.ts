import { INFER, parseForm } from "../forms.ts";
import { inferRows, modelMetadata } from "../inference_protocol.ts";
import { readJson } from "../read_json.ts";
import { json, modelPath, type Route } from "../route.ts";
import type { Service } from "../service.ts";

const MODELS = "/v2/models";

/**
 * The routes of the Open Inference Protocol.
 *
 * Source: KServe, Open Inference Protocol, version 2, HTTP/REST.
 *
 * @param service What routes work with.
 * @param isReady Whether the service takes requests.
 */
export function openInferenceRoutes(service: Service, isReady: () => boolean): Route[] {
  const { store, body, maxRows } = service;
  const still = (path: string, value: () => object): Route => ({
    method: "GET",
    pattern: new RegExp(`^${path}$`),
    label: path,
    run: () => json(value()),
  });
  return [
    still("/v2", () => ({ name: "descent", version: "2", extensions: [] })),
    still("/v2/health/live", () => ({ live: true })),
    {
      method: "GET",
      pattern: /^\/v2\/health\/ready$/,
      label: "/v2/health/ready",
      run() { // whoever only looks at the status is told too
        const ready = isReady() && store.names().length > 0;
        return json({ ready }, ready ? 200 : 503);
      },
    },
    {
      method: "GET",
      pattern: modelPath(MODELS, "(?<ready>/ready)?"),
      label: "/v2/models/{name}",
      scope: "predict",
      async run({ params, client, asked }) {
        const model = await service.open(params["name"]!, params["version"], client, asked);
        if (params["ready"]) return json({ name: model.name, ready: true });
        return json(modelMetadata(model, await store.versions(model.name)));
      },
    },
    {
      method: "POST",
      pattern: modelPath(MODELS, "/infer"),
      label: "/v2/models/{name}/infer",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const { id, inputs } = parseForm(INFER, await readJson(request, body));
        const model = await service.open(params["name"]!, params["version"], client, asked);
        const rows = inferRows(inputs[0]!, model.passport, maxRows);
        const values = await service.ask(model, rows, asked);
        const shape = [rows.length, values[0]!.length];
        const data = values.flatMap((row) => [...row]);
        return json({
          ...{ model_name: model.name, model_version: model.version },
          ...id !== undefined && { id },
          outputs: [{ name: "output", shape, datatype: "FP32", data }],
        });
      },
    },
  ];
}
