import { assertEquals } from "@std/assert";
import { lines } from "../../tasks/serve/lines.ts";
import { fromLine, toLine, type WorkerSettings } from "../../tasks/serve/settings.ts";

Deno.test("lines() joins what comes in parts, wherever they are cut", async () => {
  const bytes = new TextEncoder().encode('{"a":1}\n\nüber\nthe end');
  for (let size = 1; size <= bytes.length; size++) {
    const parts = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, i) => bytes.slice(i * size, (i + 1) * size),
    );
    const found = await Array.fromAsync(lines(ReadableStream.from(parts)));
    assertEquals(found, ['{"a":1}', "", "über", "the end"], `parts of ${size} bytes`);
  }
});

Deno.test("lines() gives nothing for nothing, and no line after the last line end", async () => {
  assertEquals(await Array.fromAsync(lines(ReadableStream.from([]))), []);
  const whole = ReadableStream.from([new TextEncoder().encode("a\n")]);
  assertEquals(await Array.fromAsync(lines(whole)), ["a"]);
});

Deno.test("settings come out of their line as they went in, binaries too", () => {
  const settings: WorkerSettings = {
    ...{ host: "::1", port: 8000, models: "/a b/\n", app: { origins: ["x"] }, store: {} },
    audit: { path: "/c", end: { entries: 1, last: "0", bytes: 2, cut: 3 } },
    binaries: {
      tfjs: Uint8Array.of(0, 255, 10),
      kernels: { "kernels.wasm": Uint8Array.of(1), "kernels.relaxed.wasm": new Uint8Array(0) },
    },
  };
  const line = toLine(settings);
  assertEquals(line.includes("\n"), false);
  assertEquals(fromLine(line), settings);
});
