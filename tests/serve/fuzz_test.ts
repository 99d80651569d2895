import { assert, assertEquals } from "@std/assert";
import { createApiKey } from "descent/serve";
import fc from "fast-check";
import { PROBLEMS } from "../../lib/serve/problem.ts";
import { type Reply, type Toy, withToy } from "./toys.ts";

const admin = createApiKey("boss", { scopes: ["predict", "metrics", "admin"], perMinute: 1e9 });
const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"];
const PAGES = ["/", "/docs", "/page.js", "/page.css", "/openapi.json", "/metrics", "/v2"];

/** Names that are there, and such as people with bad intentions send. */
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("sum", "1", "2") },
  fc.constantFrom("..", "%2e%2e%2f", "%00", "__proto__", "constructor", "sum%2F1", "%", "sum:1"),
  fc.string({ unit: "binary" }).map((text) => encodeURIComponent(text.toWellFormed())),
);

/** Values that come near to what the routes take. */
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 1e38, -1e39, 1e308, Number.MIN_VALUE),
  fc.double(),
);
const row = fc.oneof(
  fc.array(fc.oneof(number, fc.jsonValue()), { maxLength: 3 }),
  fc.record({ a: number, b: number }, { requiredKeys: [] }),
  fc.jsonValue(),
);
const rows = fc.oneof(fc.array(row, { maxLength: 3 }), fc.jsonValue());
const version = fc.oneof(fc.constantFrom("1", "2", "9", "../1"), fc.jsonValue());
const tensor = fc.record({
  name: fc.jsonValue(),
  shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 4 }), fc.jsonValue()),
  datatype: fc.oneof(fc.constantFrom("FP32", "INT8", "BYTES"), fc.jsonValue()),
  data: fc.oneof(rows, fc.jsonValue()),
}, { requiredKeys: [] });
const form = fc.oneof(
  fc.record({ features: row, model: fc.oneof(name, fc.jsonValue()), version }, {
    requiredKeys: [],
  }),
  fc.record({ instances: rows, inputs: rows }, { requiredKeys: [] }),
  fc.record({ id: fc.jsonValue(), inputs: fc.array(tensor, { maxLength: 2 }) }, {
    requiredKeys: [],
  }),
  fc.record({
    version,
    canary: fc.oneof(fc.record({ version, share: fc.oneof(number, fc.jsonValue()) }), version),
    shadow: version,
  }, { requiredKeys: [] }),
  fc.jsonValue(),
);
const body = fc.oneof(
  { weight: 5, arbitrary: form.map((value) => JSON.stringify(value)) },
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 40 }),
  fc.integer({ min: 1, max: 60 }).map((depth) => "[".repeat(depth)),
);

/** Every path that the description tells, and the pages. */
async function paths({ get }: Toy): Promise<string[]> {
  return [...PAGES, ...Object.keys((await get("/openapi.json")).json.paths)];
}

/** Says in the form of this service what it did. */
function assertSensible({ status, headers, json, text }: Reply, what: string): void {
  assert(status !== 500, `${what}: ${text}`);
  if (status === 200) return;
  assertEquals(headers.get("content-type"), "application/problem+json", what);
  if (text === "") return; // HEAD
  const kind = String(json.type).replace("urn:descent:problem:", "") as keyof typeof PROBLEMS;
  assertEquals([json.status, json.title], [status, PROBLEMS[kind].title], what);
  assertEquals(PROBLEMS[kind].status, status, what);
  assert(json.detail.length > 0 && json.detail.length < 2000, what);
}

Deno.test("every route answers or says what is wrong, whatever method, name and body come", async () => {
  await withToy(async (toy) => {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${admin.key}`,
    };
    for (const path of await paths(toy)) {
      const ask = async (method: string, model: string, number: string, sent: BodyInit) => {
        const address = path.replace("{name}", model).replace("{version}", number);
        const hasBody = method !== "GET" && method !== "HEAD";
        const init = { method, headers, ...hasBody && { body: sent } };
        assertSensible(await toy.send(address, init), `${method} ${address}`);
      };
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...METHODS), name, name, body, ask),
        { numRuns: 30 },
      );
      await fc.assert(
        fc.asyncProperty(body, (sent) => ask("POST", "sum", "1", sent)),
        { numRuns: 60 },
      );
    }
    await toy.store.route("sum", { canary: undefined, shadow: undefined });
    await toy.store.switchTo("sum", "1");
    const reply = await toy.post("/predict", { features: [1, 2] }, headers);
    assertEquals([reply.status, reply.json.prediction], [200, 3]);
  }, { keys: [admin.stored] });
});

Deno.test("no header lets a request in, or brings the service down", async () => {
  const headerName = fc.constantFrom(
    ...["authorization", "x-api-key", "content-type", "content-length", "origin", "accept"],
    ...["host", "x-forwarded-for", "transfer-encoding", "cookie", "range", "expect"],
  );
  const value = fc.oneof(
    fc.constantFrom("Bearer ", "Bearer .", `Bearer boss.${"0".repeat(64)}`, "boss.", "null"),
    fc.constantFrom("application/json; charset=utf-16", "99999999999", "-1", "NaN", "*"),
    fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "")),
  );
  await withToy(async (toy) => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(headerName, value, { maxKeys: 4 }), async (headers) => {
        const init = { method: "POST", headers, body: '{"features":[1,2]}' };
        const reply = await toy.send("/predict", init);
        assertSensible(reply, JSON.stringify(headers));
        assert(reply.status !== 200, JSON.stringify(headers));
      }),
      { numRuns: 200 },
    );
  }, { keys: [admin.stored], perMinute: 1e9 });
});
