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
