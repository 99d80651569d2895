import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { claim } from "descent/notebook";
import { forms, record } from "./recorder.ts";

Deno.test("claim() shows a tick, with the text escaped", async () => {
  const { shown } = await record(() => claim("1 < 2", true));
  assertEquals(forms(shown, "text/plain"), ["✓ 1 < 2"]);
  assertStringIncludes(forms(shown, "text/html")[0]!, "1 &lt; 2");
});

Deno.test("claim() shows a cross and throws when the claim does not hold", async () => {
  const { shown } = await record(() => {
    const error = assertThrows(() => claim("2 < 1", false), Error, "Claim does not hold: 2 < 1");
    assertEquals((error as Error).name, "ClaimError");
  });
  assertEquals(forms(shown, "text/plain"), ["✗ 2 < 1"]);
});

Deno.test("claim() takes no promise for true", () => {
  assertThrows(
    () => claim("later", Promise.resolve(false) as unknown as boolean),
    TypeError,
    "Cannot check a claim: condition must be true or false, got [object Promise]",
  );
});
