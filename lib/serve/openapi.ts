import type { Passport } from "../nn/mod.ts";

/**
 * The service's description in OpenAPI 3.1, made from the models that answer now.
 *
 * @param passports Of every model, by name.
 * @param options `server`: where the service is reached. `keys`: whether keys are needed.
 * @returns The document.
 *
 * Source: OpenAPI Specification 3.1.
 */
export function openApi(
  passports: ReadonlyMap<string, Passport>,
  { server, keys }: { server: string; keys: boolean },
): OpenApi {
  const models = [...passports.keys()];
  const problem = {
    description: "What is wrong, as RFC 9457 says it",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const name = parameter("name", models);
  const version = parameter("version");
  const operation = (summary: string, body: object | undefined, schema: object) => ({
    summary,
    ...body && { requestBody: { required: true, content: jsonContent(body) } },
    responses: {
      200: { description: "The answer", content: jsonContent(schema) },
      default: problem,
    },
    ...keys && { security: [{ key: [] }] },
  });
  const post = (summary: string, body: object, schema: object, ...parameters: object[]) => ({
    post: { ...operation(summary, body, schema), ...parameters.length > 0 && { parameters } },
  });
  const get = (summary: string, schema: object, ...parameters: object[]) => ({
    get: { ...operation(summary, undefined, schema), ...parameters.length > 0 && { parameters } },
  });
  const row = { $ref: "#/components/schemas/Row" };
  const rows = { type: "array", items: row, minItems: 1 };
  const object = { type: "object" };
  const predict = (path: string, ...parameters: object[]) => ({
    [path]: post(
      "Predict rows (TensorFlow Serving)",
      { type: "object", properties: { instances: rows }, required: ["instances"] },
      { type: "object", properties: { predictions: matrix } },
      ...parameters,
    ),
  });
  const matrix = { type: "array", items: { type: "array", items: { type: "number" } } };
  const infer = (path: string, ...parameters: object[]) => ({
    [path]: post(
      "Predict a tensor (Open Inference Protocol)",
      { $ref: "#/components/schemas/Infer" },
      object,
      ...parameters,
    ),
  });
  return {
    openapi: "3.1.0",
    info: { title: "Models of Descent", version: "1" },
    servers: [{ url: server }],
    paths: {
      "/predict": post(
        "Predict one row",
        {
          type: "object",
          properties: {
            features: row,
            model: { type: "string", ...models.length > 0 && { enum: models } },
            version: { type: "string" },
          },
          required: ["features"],
        },
        { $ref: "#/components/schemas/Answer" },
      ),
      ...predict("/v1/models/{name}:predict", name),
      ...predict("/v1/models/{name}/versions/{version}:predict", name, version),
      "/v1/models/{name}:explain": post(
        "What each input did to one answer",
        { type: "object", properties: { features: row }, required: ["features"] },
        object,
        name,
      ),
      "/v1/models/{name}": get("Which version answers", object, name),
      "/v1/models/{name}/metadata": get("The model's passport", object, name),
      "/v1/models/{name}:switch": post(
        "Let another version answer",
        { type: "object", properties: { version: { type: "string" } }, required: ["version"] },
        object,
        name,
      ),
      "/v1/models/{name}:rollback": post("Go back to the version before", object, object, name),
      "/v1/models/{name}:route": post("Set or end a canary or a shadow", object, object, name),
      "/v2/health/live": get("Whether the service runs", object),
      "/v2/health/ready": get("Whether it can answer", object),
      "/v2/models/{name}": get("A model's inputs and outputs", object, name),
      "/v2/models/{name}/ready": get("Whether a model can answer", object, name),
      ...infer("/v2/models/{name}/infer", name),
      ...infer("/v2/models/{name}/versions/{version}/infer", name, version),
    },
    components: {
      ...keys && { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      schemas: { Row: rowSchema(passports), Answer: ANSWER, Infer: INFER, Problem: PROBLEM },
    },
  };
}

/** As much of a document as its page reads. */
export type OpenApi = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, { summary: string } & Record<string, unknown>>>;
  components: Record<string, unknown>;
};

const ANSWER = {
  type: "object",
  properties: {
    prediction: { type: ["number", "string"] },
    unit: { type: "string" },
    outputs: { type: "object", additionalProperties: { type: "number" } },
    model: { type: "string" },
    version: { type: "string" },
  },
  required: ["prediction", "model", "version"],
};

const INFER = {
  type: "object",
  properties: {
    id: { type: "string" },
    inputs: {
      ...{ type: "array", minItems: 1, maxItems: 1 },
      items: {
        type: "object",
        properties: {
          name: { type: "string" },
          shape: { type: "array", items: { type: "integer", minimum: 0 } },
          datatype: { type: "string", examples: ["FP32"] },
          data: { type: "array" },
        },
        required: ["name", "shape", "datatype", "data"],
      },
    },
  },
  required: ["inputs"],
};

const PROBLEM = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    field: { type: "string" },
  },
  required: ["type", "title", "status", "detail"],
};

/** One row: numbers in order, or by name. */
function rowSchema(passports: ReadonlyMap<string, Passport>): object {
  const forms = [...passports].map(([name, { features }]) => ({
    oneOf: [
      { type: "array", minItems: features.length, maxItems: features.length },
      ...features.length <= 50
        ? [{
          type: "object",
          properties: Object.fromEntries(
            features.map(({ name, unit, min, max, mean }) => [name, {
              type: "number",
              description: `${unit ? `in ${unit}, ` : ""}${round(min)} to ${
                round(max)
              } in training`,
              examples: [Number(round(mean))],
            }]),
          ),
          required: features.map(({ name }) => name),
        }]
        : [],
    ],
    title: `One row of ${name}`,
  }));
  return forms.length === 1 ? forms[0]! : { anyOf: forms };
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function parameter(name: string, known: string[] = []): object {
  const schema = { type: "string", ...known.length > 0 && { enum: known } };
  return { name, in: "path", required: true, schema };
}

function jsonContent(schema: object): object {
  return { "application/json": { schema } };
}
