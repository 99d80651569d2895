import type { Passport } from "../../nn/mod.ts";
import { INSTANCES, parseForm } from "../forms.ts";
import { readJson } from "../read_json.ts";
import { json, modelPath, type Route } from "../route.ts";
import { parseRows } from "../rows.ts";
import type { Service } from "../service.ts";

const MODELS = "/v1/models";

/**
 * The routes of TensorFlow Serving.
 *
 * Source: TensorFlow Serving, RESTful API.
 */
export function tensorflowServingRoutes(service: Service): Route[] {
  const { body, maxRows } = service;
  return [
    {
      method: "POST",
      pattern: modelPath(MODELS, ":predict"),
      label: "/v1/models/{name}:predict",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const form = parseForm(INSTANCES, await readJson(request, body));
        const model = await service.open(params["name"]!, params["version"], client, asked);
        const field = form.instances === undefined ? "inputs" : "instances";
        const rows = parseRows(form[field], model.passport, { field, maxRows });
        const outputs = (await service.ask(model, rows, asked)).map((values) => [...values]);
        return json(field === "inputs" ? { outputs } : { predictions: outputs });
      },
    },
    {
      method: "GET",
      pattern: modelPath(MODELS),
      label: "/v1/models/{name}",
      scope: "predict",
      async run({ params, client, asked }) {
        const { version } = await service.open(params["name"]!, params["version"], client, asked);
        const status = { error_code: "OK", error_message: "" };
        return json({ model_version_status: [{ version, state: "AVAILABLE", status }] });
      },
    },
    {
      method: "GET",
      pattern: modelPath(MODELS, "/metadata"),
      label: "/v1/models/{name}/metadata",
      scope: "predict",
      async run({ params, client, asked }) {
        const model = await service.open(params["name"]!, params["version"], client, asked);
        const { name, version, passport } = model;
        const features = passport.features.map(({ name, unit }) => ({ name, unit }));
        const { outputs, metrics, architecture, created, licence } = passport;
        const metadata = {
          signature_def: signatureDef(passport),
          ...{ features, outputs, metrics, architecture, created, licence },
        };
        const model_spec = { name, signature_name: "serving_default", version };
        return json({ model_spec, metadata });
      },
    },
  ];
}

/** Inputs and outputs in TensorFlow's words; the rest of the metadata is ours. */
function signatureDef({ features, outputs }: Passport): object {
  const tensor = (name: string, width: number) => ({
    [name]: {
      ...{ name, dtype: "DT_FLOAT" },
      tensor_shape: { dim: [{ size: "-1" }, { size: String(width) }], unknown_rank: false },
    },
  });
  const serving_default = {
    inputs: tensor("input", features.length),
    outputs: tensor("output", outputs.length),
    method_name: "tensorflow/serving/predict",
  };
  return { signature_def: { serving_default } };
}
