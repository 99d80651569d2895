import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../tasks/cli/errors.ts";
import { help } from "../../tasks/mnist/help.ts";
import { parseMnistOptions } from "../../tasks/mnist/options.ts";

const documented = {
  epochs: 5,
  batch: 32,
  seed: 0,
  backend: "auto",
  optimizer: "adam",
  quiet: false,
  help: false,
};

Deno.test("parseMnistOptions() takes the documented run where nothing is said", () => {
  assertEquals(parseMnistOptions([]), documented as ReturnType<typeof parseMnistOptions>);
});

Deno.test("parseMnistOptions() takes every option", () => {
  const line = "--data d --epochs 2 --batch 64 --seed 7 --backend cpu --limit 9 --optimizer sgd " +
    "--save s --json j --quiet -h";
  assertEquals(parseMnistOptions(line.split(" ")), {
    data: "d",
    epochs: 2,
    batch: 64,
    seed: 7,
    backend: "cpu",
    limit: 9,
    optimizer: "sgd",
    save: "s",
    json: "j",
    quiet: true,
    help: true,
  });
});

const choices = {
  backends: "auto, wasm, webgpu, cpu",
  optimizers: "adam, sgd, rmsprop, adagrad, adamax, adadelta",
};
const mistakes: [args: string, message: string][] = [
  ["--epochs 0", `--epochs must be a whole number from 1 to 1000, got "0"`],
  ["--epochs 1001", `--epochs must be a whole number from 1 to 1000, got "1001"`],
  ["--epochs five", `--epochs must be a whole number from 1 to 1000, got "five"`],
  ["--batch 0", `--batch must be a whole number from 1 to 4096, got "0"`],
  ["--batch 1e3", `--batch must be a whole number from 1 to 4096, got "1e3"`],
  ["--seed -1", `--seed must be a whole number from 0 to 4294967295, got "-1"`],
  ["--seed=-1", `--seed must be a whole number from 0 to 4294967295, got "-1"`],
  ["--seed 4294967296", `--seed must be a whole number from 0 to 4294967295, got "4294967296"`],
  ["--limit 0", `--limit must be a whole number of at least 1, got "0"`],
  ["--limit 2.5", `--limit must be a whole number of at least 1, got "2.5"`],
  ["--backend gpu", `--backend must be one of ${choices.backends}, got "gpu"`],
  ["--optimizer Adam", `--optimizer must be one of ${choices.optimizers}, got "Adam"`],
  ["--data=", `--data must be a path, got ""`],
  ["--save=", `--save must be a path, got ""`],
  ["--json=", `--json must be a path, got ""`],
  ["--save out/ --json ./out", `--save and --json must name two places, got "./out" for both`],
  ["--epoch 5", "unknown option '--epoch'"],
  ["5", `unexpected argument "5"`],
];
for (const [args, message] of mistakes) {
  Deno.test(`parseMnistOptions() refuses "${args}" and says what is allowed`, () => {
    assertThrows(
      () => parseMnistOptions(args.split(" ")),
      UsageError,
      `${message} (see "deno task mnist --help")`,
    );
  });
}

Deno.test("help names every option and fits a terminal of 100 columns", () => {
  for (const option of Object.keys({ ...documented, data: "", limit: 0, save: "", json: "" })) {
    assert(help.includes(`  --${option} `), option);
  }
  for (const line of help.split("\n")) assert(line.length <= 100, line);
});
