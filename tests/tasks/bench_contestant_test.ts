import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { fileURLToPath } from "node:url";
import type { Questions } from "../../tasks/bench/mnist/protocol.ts";
import {
  type Contestant,
  MissingModule,
  startContestant,
} from "../../tasks/bench/shared/contestant.ts";
import { readLines } from "../../tasks/bench/shared/lines.ts";
import { findPython } from "../../tasks/bench/shared/python.ts";

Deno.test("readLines() gives the same lines however the bytes are split", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "é", "𝄞", "\n", " ") });
  await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (text, size) => {
    const bytes = new TextEncoder().encode(text);
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) parts.push(bytes.slice(at, at + size));
    const lines = await Array.fromAsync(readLines(ReadableStream.from(parts)));
    const expected = text.split("\n");
    if (expected.at(-1) === "") expected.pop(); // the end of the last line begins no new one
    assertEquals(lines, expected);
  }));
});

Deno.test("readLines() takes Windows's line ends too", async () => {
  const stream = ReadableStream.from([new TextEncoder().encode("a\r\nb\r"), Uint8Array.of(10)]);
  assertEquals(await Array.fromAsync(readLines(stream)), ["a", "b"]);
});

/** A contestant that runs a few lines of JavaScript for every line that it is asked. */
async function withProgram(
  body: string,
  use: (who: Contestant<Questions>) => Promise<void>,
): Promise<void> {
  const program = `
    const say = (text) => Deno.stdout.writeSync(new TextEncoder().encode(text));
    for await (const part of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      for (const line of part.trim().split("\\n")) { const asked = JSON.parse(line); ${body} }
    }`;
  const args = ["eval", "--no-lock", program];
  const who = startContestant<Questions>({
    id: "x",
    label: "Fake",
    command: Deno.execPath(),
    args,
  });
  try {
    await use(who);
  } finally {
    await who.end();
  }
}

Deno.test("startContestant() asks in turn and hands the answers back", async () => {
  await withProgram(`say(JSON.stringify({ losses: [asked.steps] }) + "\\n");`, async (who) => {
    assertEquals(await who.ask("losses", { steps: 3 }), { losses: [3] });
    assertEquals(await who.ask("losses", { steps: 4 }), { losses: [4] });
    const bytes = who.peakBytes();
    assert(bytes === undefined || bytes > 1e6);
  });
});

const failures: [string, string, string][] = [
  ["an error as it was told", `say('{"error":"no data"}\\n')`, "Cannot run Fake: no data"],
  [
    "the last words of a program that dies",
    `console.error("first\\n\\nout of memory"); Deno.exit(3)`,
    "Cannot run Fake: it ended early: first / out of memory",
  ],
  ["silence", "Deno.exit(0)", "Cannot run Fake: it ended early: it said nothing"],
  [
    "what is no JSON",
    `say("hello\\n")`,
    'Cannot run Fake: it must answer one line of JSON, got "hello"',
  ],
];
for (const [what, body, message] of failures) {
  Deno.test(`startContestant() reports ${what}`, async () => {
    await withProgram(body, async (who) => {
      await assertRejects(() => who.ask("train", {}), Error, message);
    });
  });
}

Deno.test("startContestant() tells a missing module from other errors", async () => {
  await withProgram(`say('{"error":"No module", "missing":"keras"}\\n')`, async (who) => {
    const error = await assertRejects(() => who.ask("train", {}), MissingModule);
    assertEquals(error.module, "keras");
  });
});

Deno.test("findPython() answers nothing for a program that does not run", async () => {
  assertEquals(await findPython("./no/such/python"), undefined);
});

const python = await findPython();
const FOLDERS = ["mnist/peers", "shared"].map((folder) =>
  fileURLToPath(new URL(`../../tasks/bench/${folder}`, import.meta.url))
);
const PROGRAM = `
import sys
sys.path[:0] = sys.argv[1:]
from answer import answer_questions

class Problem:
    def judge(self, probabilities):
        return {"first": probabilities, "accuracy": 0.5}

class Learner:
    problem, versions, epsilon_on, runs_on = Problem(), {"Fake": "1"}, "corrected", "2 threads"

    def __init__(self, folder, steps, threads):
        if folder == "nowhere":
            import no_such_module
        print("noise of a library")

    def losses(self, steps):
        return [1.5] * steps

    def train(self):
        raise ValueError("too\\nfar")

    def predict(self, batch):
        return [0] * batch

answer_questions(Learner)
`;

Deno.test({
  name: "answer.py speaks the bench's protocol, whatever a library prints",
  ignore: python === undefined,
  async fn() {
    const args = ["-B", "-c", PROGRAM, ...FOLDERS];
    const who = startContestant<Questions>({ id: "x", label: "Fake", command: python!, args });
    const prepare = (folder: string) => who.ask("prepare", { folder, threads: 2, steps: 1 });
    try {
      const missing = await assertRejects(() => prepare("nowhere"), MissingModule);
      assertEquals(missing.module, "no_such_module");
      const { versions, ...rest } = await prepare("here");
      assertEquals(rest, { epsilonOn: "corrected", runsOn: "2 threads" });
      assertEquals(versions["Fake"], "1");
      assertEquals(await who.ask("losses", { steps: 2 }), { losses: [1.5, 1.5] });
      const { ms, ...predicted } = await who.ask("predict", { batch: 2 });
      assertEquals(predicted, { images: 2, first: [0, 0], accuracy: 0.5 });
      assert(ms >= 0);
      const message = "Cannot run Fake: ValueError: too\nfar";
      await assertRejects(() => who.ask("train", {}), RangeError, message);
    } finally {
      await who.end();
    }
  },
});
