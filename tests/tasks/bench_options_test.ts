import { assert, assertEquals, assertThrows } from "@std/assert";
import { helpText } from "../../tasks/bench/help.ts";
import { parseBenchOptions } from "../../tasks/bench/options.ts";
import { BENCHES } from "../../tasks/bench/registry.ts";
import { MODELS } from "../../tasks/bench/train/models.ts";
import { UsageError } from "../../tasks/cli/errors.ts";

Deno.test("parseBenchOptions() has defaults and takes what is given", () => {
  assertEquals(parseBenchOptions([]), {
    benches: ["mnist"],
    rounds: 5,
    peers: false,
    help: false,
  });
  const words = "mnist --peers --rounds 3 --steps 20 --json out.json".split(" ");
  const options = parseBenchOptions(words);
  assertEquals([options.peers, options.rounds, options.steps], [true, 3, 20]);
  assertEquals(options.json, "out.json");
  assertEquals(parseBenchOptions(["kernels", "--rounds", "2"]).benches, ["kernels"]);
});

Deno.test("parseBenchOptions() takes several names, each once, in their order", () => {
  const { benches, steps } = parseBenchOptions("kernels mnist kernels --steps 7".split(" "));
  assertEquals([benches, steps], [["kernels", "mnist"], 7]); // --steps is mnist's
});

Deno.test("parseBenchOptions() takes several networks, each once, in their order", () => {
  const words = "train --model lstm --model conv --model lstm".split(" ");
  assertEquals(parseBenchOptions(words).models, ["lstm", "conv"]);
});

Deno.test("parseBenchOptions() takes what belongs to the curves of train", () => {
  const words = "train --curves --threads 1 --html out/page.html".split(" ");
  const { curves, threads, html } = parseBenchOptions(words);
  assertEquals([curves, threads, html], [true, 1, "out/page.html"]);
});

Deno.test("parseBenchOptions() understands a named Python as a wish for the peers", () => {
  const { peers, python } = parseBenchOptions(["--python", "/usr/bin/python3"]);
  assertEquals([peers, python], [true, "/usr/bin/python3"]);
});

const NAMES = Object.keys(BENCHES);
const MODEL_NAMES = Object.keys(MODELS);

Deno.test("helpText() lists every bench of the registry, in lines that fit a terminal", () => {
  const lines = helpText().split("\n");
  for (const name of NAMES) assert(lines.some((line) => line.startsWith(`  ${name} `)), name);
  for (const line of lines) assert(line.length <= 100, line);
});

const mistakes: [string, string][] = [
  ["--rounds 0", '--rounds must be a whole number from 1 to 1000, got "0"'],
  ["--steps many", '--steps must be a whole number from 1 to 10000, got "many"'],
  ["mnist cifar", `what to measure must be one of ${NAMES.join(", ")}, got "cifar"`],
  ["kernels --steps 5", '--steps belongs to "mnist", "train", "memory"'],
  ["train --threads 0", '--threads must be a whole number from 1 to 64, got "0"'],
  ["train --html page.htm", '--html must name a file that ends in .html, got "page.htm"'],
  ["train --curves --model conv", "--curves takes no --model"],
  ["mnist --model conv", '--model belongs to "train"'],
  ["train --model vgg", `--model must be one of ${MODEL_NAMES.join(", ")}, got "vgg"`],
  ["--fast", "unknown option '--fast'"],
];
for (const [words, message] of mistakes) {
  Deno.test(`parseBenchOptions() refuses ${words}`, () => {
    assertThrows(
      () => parseBenchOptions(words.split(" ")),
      UsageError,
      `${message} (see "deno task bench --help")`,
    );
  });
}
