import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { UsageError } from "../../tasks/cli/errors.ts";
import { parseRecommendOptions } from "../../tasks/recommend/options.ts";
import { tableLines } from "../../tasks/recommend/report.ts";
import type { RecommendCard } from "../../tasks/recommend/run_card.ts";

// The task as `deno task recommend` starts it, without DESCENT_DATA: the same data everywhere.
const [, ...program] = config.tasks.recommend.split(" ");

async function run(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const env = { ...Deno.env.toObject(), NO_COLOR: "1" } as Record<string, string>;
  delete env["DESCENT_DATA"];
  const cwd = new URL("../..", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: [...program, ...args],
    cwd,
    env,
    clearEnv: true,
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), errors: text(stderr) };
}

/** What must be the same whenever the same run is made: all but times and memory. */
function numbersOf({ settings, data, models }: RecommendCard) {
  return { settings, data, models: models.map(({ times: _, ...model }) => model) };
}

Deno.test("recommend compares models, recommends, and writes the same card for the same seed", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const args = ["--made-up", "--models", "popular,als", "--seed", "3", "--k", "5"];
    const ended = await run(...args, "--json", `${dir}/a.json`);
    assertEquals([ended.code, ended.errors], [0, ""]);
    for (
      const text of [
        "Made-up ratings, 12,000 ratings of 240 films by 300 people",
        "Nobody gave these ratings",
        "NDCG@5",
        "Recommended by the model with the best lists",
        "Run card",
      ]
    ) assertStringIncludes(ended.out, text);
    await run(...args, "--json", `${dir}/b.json`, "--quiet");
    const [a, b] = await Promise.all(
      ["a", "b"].map(async (name) => JSON.parse(await Deno.readTextFile(`${dir}/${name}.json`))),
    );
    assertEquals(numbersOf(a), numbersOf(b));
    assertEquals(a.models.map(({ name }: { name: string }) => name), ["popular", "als"]);
    assertEquals(a.models[0].recommended.length, 5);
    assert(a.models[1].rmse > 0.5 && a.models[0].rmse === null);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("recommend serves newcomers, who are many after one moment", async () => {
  const { code, out } = await run("--made-up", "--models", "biases", "--split", "moment");
  assertEquals(code, 0);
  assert(/ of them by newcomers/.test(out), out);
});

Deno.test("recommend says what is wrong, before the work", async () => {
  const unknown = await run("--models", "als,guess");
  assertEquals(unknown.code, 2);
  assertStringIncludes(unknown.errors, "error: --models must be one of popular, biases, ");
  const nobody = await run("--made-up", "--person", "300");
  assertEquals([nobody.code, nobody.errors.trim()], [
    1,
    "error: Cannot recommend: --person must be one of the people in the data, got 300",
  ]);
  const folder = await run("--data", "/nowhere");
  assertEquals(folder.code, 1);
  assertStringIncludes(
    folder.errors,
    "error: Cannot find movielens-latest-small: its 3 files must lie",
  );
});

Deno.test("parseRecommendOptions() keeps the table's order, and takes no folder for made-up data", () => {
  assertEquals(parseRecommendOptions(["--models", "als, popular"]).models, ["popular", "als"]);
  assertThrows(
    () => parseRecommendOptions(["--data", "d", "--made-up"]),
    UsageError,
    '--data and --made-up exclude each other (see "deno task recommend --help")',
  );
  assertThrows(
    () => parseRecommendOptions(["--k", "0"]),
    UsageError,
    '--k must be a whole number from 1 to 100, got "0"',
  );
});

Deno.test("recommend --help tells every option", async () => {
  const { out } = await run("--help");
  for (
    const option of ["data", "made-up", "models", "split", "k", "factors", "seed", "json", "quiet"]
  ) {
    assertStringIncludes(out, `--${option}`);
  }
});

Deno.test("tableLines() sets numbers right, and leaves an error out where there are no stars", () => {
  const result = {
    name: "popular" as const,
    title: "popular",
    rmse: null,
    precision: 0.5,
    recall: 0.25,
    ndcg: 1,
    recommended: [],
    times: { fitMs: 1234, testMs: 0 },
  };
  assertEquals(tableLines([result], 3), [
    "model    RMSE  precision@3  recall@3  NDCG@3    fit   test",
    "popular     –       0.5000    0.2500  1.0000  1.2 s  0.0 s",
  ]);
});
