import { assert, assertEquals } from "@std/assert";
import { type Execution, startKernel } from "../../tasks/shared/kernel/kernel.ts";

const options = { cwd: Deno.cwd(), env: { NO_COLOR: "1" } };

function printed({ messages }: Execution): string {
  return messages.filter(({ type }) => type === "stream").map(({ content }) => content["text"])
    .join("");
}

Deno.test("Kernel runs cells in one session and keeps every line with its cell", async () => {
  await using kernel = await startKernel(options);
  assertEquals((await kernel.execute("const x = 20;")).status, "ok");
  const second = await kernel.execute("x + 1");
  assertEquals([second.status, second.executionCount], ["ok", 2]);
  assertEquals(second.messages[0]?.content["data"], { "text/plain": "21" });
  for (const cell of ["a", "b"]) {
    const code = `for (let i = 0; i < 500; i++) console.log("${cell}" + i);`;
    const lines = Array.from({ length: 500 }, (_, i) => `${cell}${i}\n`).join("");
    assertEquals(printed(await kernel.execute(code)), lines);
  }
});

Deno.test("Kernel hands over the probe, an error, and what comes after a cell", async () => {
  await using kernel = await startKernel(options);
  assertEquals((await kernel.execute("let n = 3;", { probe: "n * 2" })).probe, 6);
  const failed = await kernel.execute('console.log("before"); throw new RangeError("boo")');
  assertEquals([failed.status, printed(failed)], ["error", "before\n"]);
  // Deno sends errors past the queue of outputs, so the error may come before or after the text.
  const values = failed.messages.map(({ content }) => content["evalue"]);
  assertEquals(values.filter((value) => value !== undefined), ["boo"]);
  await kernel.execute('setTimeout(() => console.log("late"), 50); undefined');
  assertEquals(
    printed(await kernel.execute("await new Promise((r) => setTimeout(r, 200))")),
    "late\n",
  );
});

Deno.test("Kernel stops a loop at the time limit and lives on", async () => {
  await using kernel = await startKernel(options);
  assertEquals((await kernel.execute("while (true);", { limitMs: 200 })).status, "timeout");
  assertEquals((await kernel.execute("1")).status, "ok");
});

Deno.test("Kernel is ended when a cell awaits for ever", async () => {
  await using kernel = await startKernel(options);
  const code = 'console.log("so far"); await new Promise(() => {})';
  const execution = await kernel.execute(code, { limitMs: 200 });
  assertEquals([execution.status, printed(execution)], ["timeout", "so far\n"]);
  assert(!kernel.process.isAlive);
});

Deno.test("Kernel says when it died, and stop() leaves no process", async () => {
  const kernel = await startKernel(options);
  assertEquals((await kernel.execute("Deno.exit(3)")).status, "dead");
  assertEquals((await kernel.execute("1")).status, "dead");
  await kernel.stop();
  assertEquals((await kernel.process.ended).code, 3);
});

Deno.test("a kernel dies with the program that started it, also by Deno.exit()", async () => {
  const url = import.meta.resolve("../../tasks/shared/kernel/kernel.ts");
  const script = `
    import { startKernel } from ${JSON.stringify(url)};
    const kernel = await startKernel({ cwd: "." });
    console.log(kernel.process.pid);
    Deno.exit(0);`;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", script] }).output();
  const pid = Number(new TextDecoder().decode(stdout));
  assert(pid > 0);
  for (let left = 100; left > 0 && isRunning(pid); left--) { // the system takes it away
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert(!isRunning(pid));
});

/** Signal 0 is only a question. */
function isRunning(pid: number): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    return !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z ");
  } catch {
    return false;
  }
}
