import { assertEquals, assertThrows } from "@std/assert";
import { oneOf, parseTaskArgs, wholeNumber } from "../../tasks/cli/args.ts";
import { exitCode, explain, UsageError } from "../../tasks/cli/errors.ts";

const options = { list: { type: "boolean" }, dir: { type: "string" } } as const;

Deno.test("parseTaskArgs() gives options by name and the other words in order", () => {
  const { values, positionals } = parseTaskArgs("data", ["a", "--dir", "x", "b"], options, true);
  assertEquals({ ...values }, { dir: "x" });
  assertEquals(positionals, ["a", "b"]);
});

Deno.test("parseTaskArgs() takes a negative number for an option's value", () => {
  for (const args of [["--dir", "-1"], ["--dir=-1"]]) {
    assertEquals({ ...parseTaskArgs("data", args, options).values }, { dir: "-1" });
  }
  assertThrows(() => parseTaskArgs("data", ["-1"], options), UsageError, "unknown option '-1'");
});

const mistakes: [string[], string][] = [
  [["--lsit"], `unknown option '--lsit' (see "deno task data --help")`],
  [["--dir"], `option '--dir <value>' argument missing (see "deno task data --help")`],
  [["--dir", "--list"], `option '--dir' argument is ambiguous (see "deno task data --help")`],
  [["--list=yes"], `option '--list' does not take an argument (see "deno task data --help")`],
  [["mnist"], `unexpected argument "mnist" (see "deno task data --help")`],
];
for (const [args, message] of mistakes) {
  Deno.test(`parseTaskArgs() refuses ${args.join(" ")} and points to the help`, () => {
    assertThrows(() => parseTaskArgs("data", args, options), UsageError, message);
  });
}

Deno.test("wholeNumber() takes digits within the range alone", () => {
  assertEquals(wholeNumber("mnist", "--epochs", "5", 1), 5);
  for (const text of ["", "0", "-1", "1.5", "1e3", "0x10", "five", " 5", "99999999999999999"]) {
    assertThrows(
      () => wholeNumber("mnist", "--epochs", text, 1),
      UsageError,
      `--epochs must be a whole number of at least 1, got "${text}"`,
    );
  }
});

Deno.test("oneOf() lists what would have been right", () => {
  assertEquals(oneOf("mnist", "--backend", "cpu", ["wasm", "cpu"]), "cpu");
  assertThrows(
    () => oneOf("mnist", "--backend", "gpu", ["wasm", "cpu"]),
    UsageError,
    `--backend must be one of wasm, cpu, got "gpu" (see "deno task mnist --help")`,
  );
});

Deno.test("explain() tells what a person can mend in one line, by exit code", () => {
  const cases: [Error, string, number][] = [
    [
      new RangeError("Cannot train: epochs must be 1,\n  got 0"),
      "Cannot train: epochs must be 1, got 0",
      1,
    ],
    [new SyntaxError("Cannot read C:\\a.gz: it is empty"), "Cannot read C:\\a.gz: it is empty", 1],
    [new UsageError("data", "no name"), `no name (see "deno task data --help")`, 2],
    [new DOMException("x", "AbortError"), "stopped", exitCode.interrupted],
  ];
  for (const [error, line, code] of cases) {
    assertEquals(explain(error), { line: `error: ${line}`, code });
  }
});

Deno.test("explain() leaves a mistake of ours its stack", () => {
  const slip = () => (undefined as unknown as { x: number }).x;
  for (const action of [slip, () => (null as unknown as () => void)()]) {
    let thrown: unknown;
    try {
      action();
    } catch (error) {
      thrown = error;
    }
    assertEquals(explain(thrown), undefined);
  }
  assertEquals(explain("text"), undefined);
});
