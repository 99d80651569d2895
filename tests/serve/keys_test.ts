import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type AuditLog,
  createApiKey,
  findApiKey,
  openAuditLog,
  verifyAuditLog,
} from "descent/serve";
import { withToy } from "./toys.ts";

const phone = createApiKey("phone", { perMinute: 60 });
const admin = createApiKey("boss", { scopes: ["predict", "metrics", "admin"] });
const keys = [phone.stored, admin.stored];
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

Deno.test("a key is kept as salt and hash, and two keys of one name differ", () => {
  const other = createApiKey("phone");
  assert(!JSON.stringify(phone.stored).includes(phone.key.split(".")[1]!));
  assert(other.key !== phone.key && other.stored.hash !== phone.stored.hash);
  assertEquals(findApiKey(keys, phone.key)?.name, "phone");
  for (const wrong of ["", "phone", "phone.", ".", `x${phone.key}`, phone.key.slice(0, -1)]) {
    assertEquals(findApiKey(keys, wrong), undefined, wrong);
  }
});

Deno.test("createApiKey() refuses odd names and rates", () => {
  assertThrows(
    () => createApiKey("a b"),
    RangeError,
    'Cannot make an API key: its name must be letters, digits, dashes and underscores, got "a b"',
  );
  assertThrows(
    () => createApiKey("a", { perMinute: 0 }),
    RangeError,
    "Cannot make an API key: perMinute must be above 0, got 0",
  );
});

Deno.test("without a key there is no prediction, with one there is, within its scopes", async () => {
  await withToy(async ({ post, get }) => {
    const body = { features: [1, 2] };
    const none = await post("/predict", body);
    assertEquals([none.status, none.json.detail], [401, "Send it as Authorization: Bearer KEY"]);
    assertEquals(none.headers.get("www-authenticate"), 'Bearer realm="descent"');
    const wrong = await post("/predict", body, bearer("phone.0"));
    assertEquals([wrong.status, wrong.json.detail], [401, "This key is not known"]);
    assertEquals((await post("/predict", body, bearer(phone.key))).status, 200);
    assertEquals((await post("/predict", body, { "x-api-key": phone.key })).status, 200);
    const metrics = await get("/metrics", bearer(phone.key));
    assertEquals([metrics.status, metrics.json.detail], [
      403,
      'This needs a key with the scope "metrics"',
    ]);
    assertEquals((await get("/metrics", bearer(admin.key))).status, 200);
    assertEquals((await get("/v2/health/live")).status, 200);
  }, { keys });
});

Deno.test("routes are changed by a key with the scope admin alone", async () => {
  await withToy(async ({ post }) => {
    const path = "/v1/models/sum";
    const refused = await post(`${path}:switch`, { version: "2" }, bearer(phone.key));
    assertEquals(refused.status, 403);
    const as = bearer(admin.key);
    assertEquals((await post(`${path}:switch`, { version: "2" }, as)).json.current, "2");
    assertEquals((await post(`${path}:rollback`, {}, as)).json.current, "1");
    const canary = { version: "2", share: 1 };
    assertEquals((await post(`${path}:route`, { canary }, as)).json.canary, canary);
    assertEquals((await post("/predict", { features: [1, 2] }, as)).json.version, "2");
    assertEquals((await post(`${path}:route`, { canary: null }, as)).json, {
      ...{ current: "1", previous: "2" },
    });
    const nowhere = await post(`${path}:switch`, { version: "9" }, as);
    assertEquals([nowhere.status, nowhere.json.detail], [
      422,
      'Cannot switch the version: the version of "sum" must be one of 1, 2, got "9"',
    ]);
    assertEquals((await post("/v1/models/x:rollback", {}, as)).status, 404);
  }, { keys });
});

Deno.test("a key has its rate, with bursts of a tenth, and other keys are not held up", async () => {
  let now = 0;
  await withToy(async ({ post }) => {
    const ask = () => post("/predict", { features: [1, 2] }, bearer(phone.key));
    for (let i = 0; i < 6; i++) assertEquals((await ask()).status, 200);
    const late = await ask();
    assertEquals([late.status, late.json.detail], [429, "At most 60 requests a minute"]);
    assertEquals(late.headers.get("retry-after"), "1");
    assertEquals((await post("/predict", { features: [1, 2] }, bearer(admin.key))).status, 200);
    now += 1000;
    assertEquals((await ask()).status, 200);
    assertEquals((await ask()).status, 429);
  }, { keys, nowMs: () => now });
});

Deno.test("guessing keys is slowed down", async () => {
  await withToy(async ({ post }) => {
    const statuses = [];
    for (let i = 0; i < 4; i++) {
      statuses.push((await post("/predict", { features: [1, 2] }, bearer(`phone.${i}`))).status);
    }
    assertEquals(statuses, [401, 401, 429, 429]);
  }, { keys, perMinute: 20, nowMs: () => 0 });
});

Deno.test("the log says who asked which version when, and hides what it is told to hide", async () => {
  const dir = await Deno.makeTempDir();
  const path = `${dir}/audit.jsonl`;
  const audit = await openAuditLog(path);
  await withToy(async ({ post }) => {
    await post("/predict", { features: { a: 1, b: 2 } }, bearer(phone.key));
    await post("/predict", { features: [1] }, bearer(phone.key));
    await post("/predict", { features: [1, 2] });
  }, { keys, audit, auditRows: true, masked: ["b"], now: () => new Date(0) });
  assertEquals((await verifyAuditLog(path)).entries, 3);
  const entries = (await Deno.readTextFile(path)).trim().split("\n").map((line) => {
    const { seq, key, route, status, model, version, rows, time, input } = JSON.parse(line);
    return { seq, key, route, status, model, version, rows, time, hashed: typeof input };
  });
  const common = { route: "/predict", time: "1970-01-01T00:00:00.000Z" };
  assertEquals(JSON.parse(JSON.stringify(entries)), [
    {
      ...{ ...common, seq: 1, key: "phone", status: 200, model: "sum", version: "1" },
      ...{ rows: [[1, "***"]], hashed: "string" },
    },
    {
      ...common,
      seq: 2,
      key: "phone",
      status: 422,
      model: "sum",
      version: "1",
      hashed: "undefined",
    },
    { ...common, seq: 3, key: "-", status: 401, hashed: "undefined" },
  ]);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("without being asked the log keeps no row", async () => {
  const dir = await Deno.makeTempDir();
  const audit = await openAuditLog(`${dir}/audit.jsonl`);
  await withToy(async ({ post }) => {
    await post("/predict", { features: [123.25, 456.5] });
  }, { audit });
  const text = await Deno.readTextFile(`${dir}/audit.jsonl`);
  assert(!text.includes("123.25") && !text.includes("456.5"), text);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("keys can be told anew; without any left nobody is let in", async () => {
  let known = [phone.stored];
  await withToy(async ({ post }) => {
    const status = async () =>
      (await post("/predict", { features: [1, 2] }, bearer(phone.key))).status;
    assertEquals(await status(), 200);
    known = [];
    assertEquals(await status(), 401);
    assertEquals((await post("/predict", { features: [1, 2] })).status, 401);
  }, { keys: () => known });
});

Deno.test("what cannot be written down is not answered", async () => {
  const audit: AuditLog = {
    length: 0,
    append: () => Promise.reject(new Error("the disk is full")),
    close: () => Promise.resolve(),
  };
  const said: unknown[] = [];
  const { error } = console;
  console.error = (value) => said.push(value);
  try {
    await withToy(async ({ post }) => {
      const { status, text, headers } = await post("/predict", { features: [1, 2] });
      assertEquals([status, headers.get("content-type")], [500, "application/problem+json"]);
      assert(!text.includes("prediction") && !text.includes("disk"), text);
    }, { audit });
  } finally {
    console.error = error;
  }
  assertEquals(said.length, 1);
});
