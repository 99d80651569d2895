import { assertEquals } from "@std/assert";
import { withToy } from "./toys.ts";

Deno.test("close() answers what was accepted and refuses what comes after", async () => {
  await withToy(
    async ({ app, post, get }) => {
      const accepted = Array.from({ length: 20 }, () => post("/predict", { features: [1, 2] }));
      await new Promise((resolve) => setTimeout(resolve, 0));
      const closed = app.close();
      const late = await post("/predict", { features: [1, 2] });
      assertEquals([late.status, late.headers.get("retry-after")], [503, "1"]);
      assertEquals((await get("/v2/health/ready")).status, 503);
      for (const { status } of await Promise.all(accepted)) assertEquals(status, 200);
      await closed;
    },
    {},
    { maxDelayMs: 20 },
  );
});

Deno.test("over a real socket requests are answered, also while others hang", async () => {
  await withToy(async ({ app }) => {
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      (request, info) => app.fetch(request, info.remoteAddr.hostname),
    );
    const { port } = server.addr;
    const hanging = await Deno.connect({ hostname: "127.0.0.1", port });
    const head = "POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    await hanging.write(new TextEncoder().encode(`${head}content-length: 100\r\n\r\n{`));
    const body = JSON.stringify({ features: [1, 2] });
    const headers = { "content-type": "application/json" };
    const url = `http://127.0.0.1:${port}/predict`;
    const replies = await Promise.all(Array.from({ length: 50 }, async () => {
      const response = await fetch(url, { method: "POST", body, headers });
      return (await response.json()).prediction;
    }));
    assertEquals(replies, new Array(50).fill(3));
    hanging.close();
    await server.shutdown();
  }, { perMinute: 1e9 });
});
