import { assert, assertEquals } from "@std/assert";

const script = `
  import { listenForInterrupt } from ${
  JSON.stringify(import.meta.resolve("../../tasks/cli/interrupt.ts"))
};
  using interrupt = listenForInterrupt();
  interrupt.signal.addEventListener("abort", () => console.log("stopping"));
  console.log("ready");
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  console.log("ended by itself");
`;

// Windows ends a process at once instead of passing the signal on.
const ignore = Deno.build.os === "windows";

Deno.test("listenForInterrupt() stops on the first press and ends on the second", {
  ignore,
}, async () => {
  const command = new Deno.Command(Deno.execPath(), { args: ["eval", script], stdout: "piped" });
  const child = command.spawn();
  let text = "";
  let stoppedMs = 0;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (part.includes("ready")) {
      child.kill("SIGINT");
      child.kill("SIGINT"); // the same press, passed on by the task runner
    }
    if (part.includes("stopping")) {
      stoppedMs = performance.now();
      setTimeout(() => child.kill("SIGINT"), 400);
    }
  }
  const { code } = await child.status;
  assertEquals([text, code], ["ready\nstopping\n", 130]);
  assert(performance.now() - stoppedMs >= 390, "it lived until the second press");
});
