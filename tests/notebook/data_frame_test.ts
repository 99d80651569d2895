import { assertEquals, assertStringIncludes } from "@std/assert";
import { show } from "descent/notebook";
import { frameBundle, isFrame } from "../../lib/notebook/data_frame.ts";
import { record } from "./recorder.ts";

const frame = {
  shape: [3, 2],
  columns: ["height", "<name>"],
  dtypes: ["float32", "string"],
  index: [0, 1, 2],
  values: [[1.234567, "a"], [2, "<b>"], [NaN, null]],
};

Deno.test("frameBundle() tells shape and types, and escapes text", () => {
  const { "text/html": html, "text/plain": text } = frameBundle(frame);
  assertEquals(
    text,
    [
      "3 rows × 2 columns",
      "    height  <name>",
      "   float32  string",
      "─  ───────  ──────",
      "0    1.235  a",
      "1        2  <b>",
      "2      NaN  null",
    ].join("\n"),
  );
  assertStringIncludes(String(html), "&lt;b&gt;");
});

Deno.test("show() takes a DataFrame for one by its parts, and nothing else", async () => {
  assertEquals([frame, { shape: [1] }, [1], null].map(isFrame), [true, false, false, false]);
  const { shown } = await record(() => show(frame));
  assertStringIncludes(String(shown[0]!["text/html"]), "<table>");
});

// danfojs asks for a TensorFlow.js of its own, which package.json overrides. It is no part of the lock
// file nor of deno.json: "deno task" fetches all that they name, and 100 MB more would be much for
// those who need no DataFrame. Hence a program of its own.
const PROGRAM = `
import * as tf from "@tensorflow/tfjs";
import * as dfd from "npm:danfojs@1.1.2";
import { show } from "descent/notebook";
const frame = new dfd.DataFrame({ a: Array.from({ length: 30 }, (_, i) => i), b: Array(30).fill("x") });
await show(frame, frame.head(2), frame["a"].tail(1), frame.groupby(["b"]).sum());
console.log(dfd.tensorflow.engine() === tf.engine(), dfd.tensorflow.version_core);
`;

Deno.test("danfojs shares the TensorFlow.js of the project, in silence, and its frames are shown", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-lock", "--ext=ts", "-"],
    cwd: new URL("../..", import.meta.url),
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(PROGRAM));
  await writer.close();
  const { stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stdout);
  assertEquals(new TextDecoder().decode(stderr), "");
  assertStringIncludes(text, "30 rows × 2 columns\n        a  b\n    int32  string");
  for (const part of ["2 rows × 2 columns", "Series, 1 values", "a_sum", "true 4.22.0"]) {
    assertStringIncludes(text, part);
  }
});
