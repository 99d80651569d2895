import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Toy, withToy } from "./toys.ts";

const PATHS = ["/predict", "/v1/models/sum:predict", "/v2/models/sum/infer"];

/** Path, body, status, detail, field. */
const BAD: [string, unknown, number, string, string?][] = [
  ["/predict", {}, 400, "features: is needed", "features"],
  ["/predict", { features: [1, 2], more: 1 }, 400, 'the body: Unrecognized key: "more"'],
  [
    "/predict",
    { features: [1] },
    422,
    "features must be 2 numbers (a, b), got shape [1]",
    "features",
  ],
  [
    "/predict",
    { features: [[[1, 2, 3]]] },
    422,
    "features must be 2 numbers (a, b), got shape [1,1,3]",
    "features",
  ],
  [
    "/predict",
    { features: [1, "2"] },
    422,
    "features[1] must be a number (b), got a string",
    "features[1]",
  ],
  [
    "/predict",
    { features: [1, null] },
    422,
    "features[1] must be a number (b), got null",
    "features[1]",
  ],
  [
    "/predict",
    { features: "1,2" },
    422,
    "features must be 2 numbers (a, b), got a string",
    "features",
  ],
  [
    "/predict",
    { features: { a: 1 } },
    422,
    "features.b must be a number, got nothing",
    "features.b",
  ],
  [
    "/predict",
    { features: { a: 1, b: 2, c: 3 } },
    422,
    "features.c must be one of a, b, got another name",
    "features.c",
  ],
  ["/predict", { features: [1, 2], model: "x" }, 404, 'There is no model "x"; models: sum'],
  [
    "/predict",
    { features: [1, 2], version: "../1" },
    404,
    'There is no version ../1 of model "sum"; models: sum',
  ],
  [
    "/v1/models/sum:predict",
    { instances: [] },
    422,
    "instances must be at least one row, got none",
    "instances",
  ],
  [
    "/v1/models/sum:predict",
    { instances: [[1, 2], [3]] },
    422,
    "instances[1] must be 2 numbers (a, b), got shape [1]",
    "instances[1]",
  ],
  [
    "/v1/models/sum:predict",
    { instances: 5 },
    422,
    "instances must be an array of rows of 2 numbers, got a number",
    "instances",
  ],
  ["/v1/models/sum:predict", {}, 400, "the body: must have either instances or inputs"],
  [
    "/v2/models/sum/infer",
    { inputs: [{ name: "i", shape: [1, 3], datatype: "FP32", data: [1, 2, 3] }] },
    422,
    "inputs[0].shape must be [rows, 2], got [1,3]",
    "inputs[0].shape",
  ],
  [
    "/v2/models/sum/infer",
    { inputs: [{ name: "i", shape: [2, 2], datatype: "FP32", data: [1, 2] }] },
    422,
    "inputs[0].data must hold 4 numbers, got 2",
    "inputs[0].data",
  ],
  [
    "/v2/models/sum/infer",
    { inputs: [{ name: "i", shape: [1, 2], datatype: "BYTES", data: ["a", "b"] }] },
    422,
    "inputs[0].datatype must be a type of numbers such as FP32, got BYTES",
    "inputs[0].datatype",
  ],
];

for (const [path, body, status, detail, field] of BAD) {
  Deno.test(`${path} with ${JSON.stringify(body)} gives ${status} and says why`, async () => {
    await withToy(async ({ post }) => {
      const reply = await post(path, body);
      assertEquals([reply.status, reply.json.detail, reply.json.field], [status, detail, field]);
      assertEquals(reply.headers.get("content-type"), "application/problem+json");
      assertEquals(reply.json.status, status);
      assert(reply.json.type.startsWith("urn:descent:problem:"));
    });
  });
}

/** Sent as they are, with status and the beginning of the detail. */
const RAW: [string, RequestInit, number, string][] = [
  ["no body", {}, 400, "The body must be JSON, got none"],
  ["no JSON", { body: "{" }, 400, "The body must be JSON: "],
  ["NaN, which is no JSON", { body: '{"features":[NaN,1]}' }, 400, "The body must be JSON: "],
  [
    "a number beyond float32",
    { body: '{"features":[1e39,1]}' },
    422,
    "features[0] must be a finite number (a), got 1e+39",
  ],
  [
    "a number beyond float64",
    { body: '{"features":[1e999,1]}' },
    422,
    "features[0] must be a finite number (a), got Infinity",
  ],
  [
    "text",
    { body: "a=1", headers: { "content-type": "text/plain" } },
    415,
    "The content-type must be application/json, got text/plain",
  ],
  [
    "bytes that are no UTF-8",
    { body: new Uint8Array([0x22, 0xff, 0x22]) },
    400,
    "The body must be UTF-8",
  ],
  [
    "brackets without end",
    { body: "[".repeat(100_000) },
    400,
    "The body must have at most 8 brackets within each other",
  ],
  [
    "a huge body",
    { body: `[${"1,".repeat(600_000)}1]` },
    413,
    "The body must have at most 1048576 bytes, got ",
  ],
];

for (const [what, init, status, detail] of RAW) {
  Deno.test(`/predict with ${what} gives ${status}`, async () => {
    await withToy(async ({ send, post }) => {
      const headers = { "content-type": "application/json", ...init.headers as object };
      const reply = await send("/predict", { method: "POST", ...init, headers });
      assertEquals(reply.status, status);
      assertEquals(reply.json.detail.slice(0, detail.length), detail);
      assertEquals((await post("/predict", { features: [1, 2] })).json.prediction, 3);
    });
  });
}

Deno.test("a bracket in a text is no bracket", async () => {
  await withToy(async ({ post }) => {
    const reply = await post("/predict", { features: [1, 2], model: '[[[[[[[[[[\\"[[' });
    assertEquals(reply.status, 404);
  });
});

Deno.test("a client that is too slow is given up", async () => {
  await withToy(async ({ send, post }) => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(bytes("{")) });
    const slow = send("/predict", {
      ...{ method: "POST", body, duplex: "half" },
      headers: { "content-type": "application/json" },
    } as RequestInit);
    assertEquals((await post("/predict", { features: [1, 2] })).status, 200); // others go on
    const { status, json } = await slow;
    assertEquals([status, json.detail], [408, "The body must arrive within 60 ms"]);
  }, { body: { maxMs: 60 } });
});

Deno.test("a client that breaks off gets no prediction and disturbs nobody", async () => {
  await withToy(async ({ send, post }) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes('{"features":'));
        controller.error(new Error("gone"));
      },
    });
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", body, duplex: "half", headers } as RequestInit;
    assertEquals((await send("/predict", init)).status, 400);
    assertEquals((await post("/predict", { features: [1, 2] })).json.prediction, 3);
  });
});

Deno.test("too many rows of one request are refused", async () => {
  await withToy(async ({ post }) => {
    const rows = Array.from({ length: 4 }, () => [1, 2]);
    const { status, json } = await post("/v1/models/sum:predict", { instances: rows });
    assertEquals([status, json.detail], [422, "instances must be at most 3 rows, got 4"]);
  }, { maxRows: 3 });
});

Deno.test("unknown paths and methods are told from each other", async () => {
  await withToy(async ({ get, send }) => {
    const nowhere = await get("/v3");
    assertEquals([nowhere.status, nowhere.json.detail], [404, "There is no /v3"]);
    const wrong = await get("/predict");
    assertEquals([wrong.status, wrong.json.detail], [405, "/predict takes POST"]);
    assertEquals((await send("/v2/health/live", { method: "HEAD" })).status, 200);
  });
});

Deno.test("no path leads out of the folder of models", async () => {
  await withToy(async ({ send, dir }) => {
    await Deno.writeTextFile(`${dir}/passport.json`, "TREASURE");
    const names = [
      "..",
      "../..",
      "%2e%2e",
      "..%2f..%2fetc%2fpasswd",
      "sum/versions/..%2f..",
      "%00",
      ".",
    ];
    for (const name of names) {
      for (
        const path of [
          `/v1/models/${name}/metadata`,
          `/v2/models/${name}`,
          `/v1/models/sum/versions/${name}`,
        ]
      ) {
        const { status, text } = await send(path, {});
        assert(status === 404 || status === 405 || status === 200, `${path}: ${status}`);
        assert(!/root:|TREASURE/.test(text), path);
      }
    }
  });
});

async function fuzz(toy: Toy, path: string): Promise<void> {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ features: fc.jsonValue() }),
    fc.record({ instances: fc.array(fc.array(fc.double())) }),
    fc.record({
      inputs: fc.array(
        fc.record({
          name: fc.string(),
          shape: fc.array(fc.integer()),
          datatype: fc.constantFrom("FP32", "INT8", "x"),
          data: fc.array(fc.jsonValue()),
        }),
        { maxLength: 2 },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      const { status, json } = await toy.post(path, body);
      assert([200, 400, 404, 422].includes(status), `${status} for ${JSON.stringify(body)}`);
      if (status === 200) {
        const numbers = JSON.stringify(json.prediction ?? json.predictions ?? json.outputs);
        assert(!/null|NaN/.test(numbers), numbers);
      } else assertEquals(json.status, status);
    }),
    { numRuns: 150 },
  );
}

for (const path of PATHS) {
  Deno.test(`${path} answers or says what is wrong, whatever comes, and goes on`, async () => {
    await withToy(async (toy) => {
      await fuzz(toy, path);
      assertEquals((await toy.post("/predict", { features: [1, 2] })).json.prediction, 3);
    }, { perMinute: 1e9 });
  });
}

for (const path of PATHS) {
  Deno.test(`${path} takes any bytes`, async () => {
    await withToy(async ({ send }) => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (body) => {
          const headers = { "content-type": "application/json" };
          const { status } = await send(path, { method: "POST", body: body as BodyInit, headers });
          assert([400, 422].includes(status), `${status}`);
        }),
        { numRuns: 100 },
      );
    }, { perMinute: 1e9 });
  });
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("an answer that is no finite number is refused, and disturbs nobody", async () => {
  await withToy(async ({ post, store }) => {
    await store.switchTo("sum", "2");
    const [huge, fine] = await Promise.all([
      post("/predict", { features: [3e38, 3e38] }),
      post("/predict", { features: [1, 2] }),
    ]);
    assertEquals([huge!.status, huge!.json.detail], [
      422,
      "The numbers of row 0 lead to an answer that is no finite number",
    ]);
    assertEquals([fine!.status, fine!.json.prediction], [200, 6]);
  });
});
