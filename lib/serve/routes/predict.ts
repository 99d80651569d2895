import { answerOf } from "../answers.ts";
import { explainRow } from "../explain.ts";
import { parseForm, PREDICT } from "../forms.ts";
import { readJson } from "../read_json.ts";
import { json, modelPath, type Route } from "../route.ts";
import { parseRow } from "../rows.ts";
import type { Service } from "../service.ts";

/** One row, in a few words: `POST /predict`, and what each input did to the answer. */
export function predictRoutes(service: Service): Route[] {
  return [
    {
      method: "POST",
      pattern: /^\/predict$/,
      label: "/predict",
      scope: "predict",
      async run({ request, client, asked }) {
        const form = parseForm(PREDICT, await readJson(request, service.body));
        const name = form.model ?? service.defaultModel();
        const model = await service.open(name, form.version, client, asked);
        const row = parseRow(form.features, model.passport, "features");
        const [values] = await service.ask(model, [row], asked);
        const { version, passport } = model;
        return json({ ...answerOf(values!, passport), model: name, version });
      },
    },
    {
      method: "POST",
      pattern: modelPath("/v1/models", ":explain"),
      label: "/v1/models/{name}:explain",
      scope: "predict",
      async run({ request, client, asked, params }) {
        const form = parseForm(PREDICT, await readJson(request, service.body));
        const model = await service.open(params["name"]!, params["version"], client, asked);
        const row = parseRow(form.features, model.passport, "features");
        asked.rows = [row];
        return json(await explainRow(row, model.passport, (rows) => model.predict(rows)));
      },
    },
  ];
}
