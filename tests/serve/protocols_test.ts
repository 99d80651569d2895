import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createApp, openStore } from "descent/serve";
import { publishSum, withToy } from "./toys.ts";

Deno.test("POST /predict answers numbers in order and by name", async () => {
  await withToy(async ({ post }) => {
    const answer = { prediction: 7, unit: "m", model: "sum", version: "1" };
    for (const features of [[3, 4], { a: 3, b: 4 }, { b: 4, a: 3 }]) {
      const { status, json } = await post("/predict", { features });
      assertEquals([status, json], [200, answer]);
    }
    const { json } = await post("/predict", { features: [3, 4], model: "sum", version: "2" });
    assertEquals(json, { ...answer, prediction: 14, version: "2" });
  });
});

Deno.test("TensorFlow Serving's routes answer rows, states and metadata", async () => {
  await withToy(async ({ post, get }) => {
    const path = "/v1/models/sum";
    const rows = [[1, 2], [3, 4]];
    assertEquals((await post(`${path}:predict`, { instances: rows })).json, {
      predictions: [[3], [7]],
    });
    assertEquals((await post(`${path}:predict`, { inputs: rows })).json, { outputs: [[3], [7]] });
    const second = await post(`${path}/versions/2:predict`, { instances: rows });
    assertEquals(second.json, { predictions: [[6], [14]] });
    assertEquals((await get(`${path}/versions/2`)).json.model_version_status[0].version, "2");
    const { json } = await get(`${path}/metadata`);
    const signature_name = "serving_default";
    assertEquals(json.model_spec, { name: "sum", signature_name, version: "1" });
    const { inputs } = json.metadata.signature_def.signature_def.serving_default;
    assertEquals(inputs.input, {
      ...{ name: "input", dtype: "DT_FLOAT" },
      tensor_shape: { dim: [{ size: "-1" }, { size: "2" }], unknown_rank: false },
    });
    assertEquals(json.metadata.features, [{ name: "a", unit: "m" }, { name: "b" }]);
    assertEquals(json.metadata.architecture.parameters, 3);
  });
});

Deno.test("the Open Inference Protocol answers a tensor, flat or nested", async () => {
  await withToy(async ({ post, get }) => {
    const path = "/v2/models/sum";
    const tensor = { name: "input", shape: [2, 2], datatype: "FP32" };
    for (const data of [[1, 2, 3, 4], [[1, 2], [3, 4]]]) {
      const { json } = await post(`${path}/infer`, { id: "x", inputs: [{ ...tensor, data }] });
      assertEquals(json, {
        ...{ model_name: "sum", model_version: "1", id: "x" },
        outputs: [{ name: "output", shape: [2, 1], datatype: "FP32", data: [3, 7] }],
      });
    }
    const { json } = await get(path);
    assertEquals([json.versions, json.inputs[0].shape], [["1", "2"], [-1, 2]]);
    assertEquals((await get(`${path}/ready`)).json, { name: "sum", ready: true });
    assertEquals((await get(`${path}/versions/2/ready`)).json, { name: "sum", ready: true });
    assertEquals((await get("/v2/health/live")).json, { live: true });
    assertEquals((await get("/v2/health/ready")).json, { ready: true });
    assertEquals((await get("/v2")).json.name, "descent");
  });
});

Deno.test(":explain tells what each input did, against its mean in training", async () => {
  await withToy(async ({ post }) => {
    const { json } = await post("/v1/models/sum/versions/2:explain", { features: [6.5, 1.5] });
    assertEquals(json, {
      ...{ output: "total", value: 16 },
      effects: [{ feature: "a", effect: 4 }, { feature: "b", effect: -6 }], // the means are 4.5
    });
  });
});

Deno.test("the description lists every route that answers, and nothing else", async () => {
  await withToy(async ({ get }) => {
    const { json } = await get("/openapi.json");
    assertEquals(json.openapi, "3.1.0");
    for (const [path, methods] of Object.entries(json.paths)) {
      for (const method of Object.keys(methods as object)) {
        const real = path.replace("{name}", "sum").replace("{version}", "1");
        const { status } = await get(real);
        const reached = method === "get" ? [200] : [405, 200]; // GET on a POST route: 405
        assert(reached.includes(status), `${method} ${path} gave ${status}`);
      }
    }
    const row = json.components.schemas.Row.oneOf[1];
    assertEquals(row.required, ["a", "b"]);
    assertStringIncludes(row.properties.a.description, "in m, 0 to 9 in training");
  });
});

Deno.test("pages come with headers that keep them to themselves", async () => {
  await withToy(async ({ get }) => {
    for (const path of ["/", "/docs", "/page.js", "/page.css"]) {
      const { status, headers } = await get(path);
      assertEquals(status, 200, path);
      assertStringIncludes(headers.get("content-security-policy")!, "default-src 'none'");
      assertEquals(headers.get("x-content-type-options"), "nosniff");
      assertEquals(headers.get("access-control-allow-origin"), null);
    }
    assertStringIncludes((await get("/")).text, 'name="a"');
    assertStringIncludes((await get("/docs")).text, "/v2/models/{name}/infer");
  });
});

Deno.test("/metrics counts requests, rows and batches, and tells of drift", async () => {
  await withToy(async ({ post, get }) => {
    await post("/v1/models/sum:predict", { instances: [[100, 1], [100, 2]] });
    await post("/predict", { features: "x" });
    const { text, headers } = await get("/metrics");
    assertStringIncludes(headers.get("content-type")!, "text/plain");
    for (
      const line of [
        'descent_requests_total{route="/v1/models/{name}:predict",status="200"} 1',
        'descent_requests_total{route="/predict",status="422"} 1',
        'descent_rows_total{model="sum",version="1"} 2',
        'descent_batch_rows_bucket{model="sum",le="2"} 1',
        'descent_batch_rows_sum{model="sum"} 2',
        'descent_model_info{model="sum",version="1"} 1',
        'descent_drift_features{model="sum",version="1"} 2',
        'descent_drift_outside{model="sum",version="1",feature="a"} 1',
      ]
    ) assertStringIncludes(text, `${line}\n`);
  });
});

Deno.test("/metrics tells of drift before the canary and before the rest apart", async () => {
  await withToy(async ({ store, post, get }) => {
    await store.route("sum", { canary: { version: "2", share: 1 } });
    await post("/predict", { features: [1, 2] });
    const { text } = await get("/metrics");
    assertStringIncludes(text, 'descent_drift_rows{model="sum",version="1"} 0\n');
    assertStringIncludes(text, 'descent_drift_rows{model="sum",version="2"} 1\n');
  });
});

Deno.test("browsers of other origins are let in only where they are named", async () => {
  await withToy(async ({ get }) => {
    const from = async (origin: string) =>
      (await get("/v2", { origin })).headers.get("access-control-allow-origin");
    assertEquals(await from("https://shop.example"), "https://shop.example");
    assertEquals(await from("https://other.example"), null);
  }, { origins: ["https://shop.example"] });
});

Deno.test("several models answer side by side, and a request says which it means", async () => {
  await withToy(async ({ store, post, get }) => {
    await publishSum(store, "7", 10, "tens");
    const before = await post("/predict", { features: [1, 2] });
    assertEquals(before.json.model, "sum"); // the only one that answers
    await store.switchTo("tens", "7");
    const unsaid = await post("/predict", { features: [1, 2] });
    assertEquals([unsaid.status, unsaid.json.field, unsaid.json.detail], [
      400,
      "model",
      'Say which: "model" must be one of sum, tens',
    ]);
    const answers = await Promise.all(
      ["sum", "tens"].map((model) => post("/predict", { features: [1, 2], model })),
    );
    assertEquals(answers.map(({ json }) => json.prediction), [3, 30]);
    const { text } = await get("/");
    assert(text.includes('data-model="sum"') && text.includes('data-model="tens"'));
  });
});

Deno.test("a service without a model lives, and is not ready", async () => {
  const dir = await Deno.makeTempDir();
  const app = createApp(await openStore(dir));
  const get = (path: string) => app.fetch(new Request(`http://localhost${path}`));
  assertEquals((await get("/v2/health/live")).status, 200);
  const ready = await get("/v2/health/ready");
  assertEquals([ready.status, await ready.json()], [503, { ready: false }]);
  assert((await (await get("/")).text()).includes("There is no model yet."));
  await app.close();
  await Deno.remove(dir, { recursive: true });
});
