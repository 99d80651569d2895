import { assertEquals } from "@std/assert";
import { runSteps, summary } from "../../tasks/ok.ts";

Deno.test("runSteps() runs all checks, also after one has failed", async () => {
  const seen: string[][] = [];
  const steps = ["a", "b", "c"].map((name) => ({ name, args: [name] }));
  const outcomes = await runSteps(steps, (args) => {
    seen.push(args);
    return Promise.resolve({ code: args[0] === "b" ? 1 : 0 });
  });
  assertEquals(seen, [["a"], ["b"], ["c"]]);
  assertEquals(outcomes.map(({ passed }) => passed), [true, false, true]);
});

Deno.test("summary() says which check failed, and counts", () => {
  const outcomes = [
    { name: "fmt", passed: true, elapsedMs: 90 },
    { name: "layers", passed: false, elapsedMs: 61_250 },
  ];
  assertEquals(
    summary(outcomes),
    "fmt     passed     0.1 s\nlayers  FAILED    61.3 s\n1 passed, 1 failed",
  );
});

Deno.test("deno task ok refuses to leave out a check that it does not know", async () => {
  const program = new URL("../../tasks/ok.ts", import.meta.url).pathname;
  const args = ["run", "--allow-run", program, "--without", "tests"];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  assertEquals([code, new TextDecoder().decode(stderr)], [
    2,
    "error: --without must be one of fmt, lint, check, layers, docs, test, " +
    'got "tests" (see "deno task ok --help")\n',
  ]);
});
