import { join } from "node:path";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { DATA_SETS } from "descent/data";
import { formatBytes, showDownloads } from "../../tasks/cli/download_progress.ts";
import { UsageError } from "../../tasks/cli/errors.ts";
import { HELP, parseDataOptions } from "../../tasks/data/options.ts";
import { runData } from "../../tasks/data/run.ts";
import { type FakeMirror, honest, startMirror } from "../data/fake_mirror.ts";
import { CONTENT, OTHER, tempFolder, toyLocker, toySet } from "../data/toy_locker.ts";

Deno.test("parseDataOptions() tells the four commands apart", () => {
  const none = { names: [], dir: undefined };
  assertEquals(parseDataOptions(["--help"]), { ...none, command: "help" });
  assertEquals(parseDataOptions(["--list"]), { ...none, command: "list" });
  assertEquals(parseDataOptions(["--verify", "mnist"]), {
    ...none,
    command: "verify",
    names: ["mnist"],
  });
  assertEquals(parseDataOptions(["mnist", "auto-mpg", "mnist", "--dir", "d"]), {
    command: "download",
    names: ["mnist", "auto-mpg"],
    dir: "d",
  });
});

const mistakes: [string[], string][] = [
  [[], "name a data set, as --list tells them"],
  [["mnits"], `no data set is called "mnits", only ${DATA_SETS.map((set) => set.name).join(", ")}`],
  [["--list", "--verify"], "--list and --verify do not go together"],
  [["--dir", "", "mnist"], "--dir must name a folder"],
  [["--lsit"], "unknown option '--lsit'"],
];
for (const [args, message] of mistakes) {
  Deno.test(`parseDataOptions() refuses: ${args.join(" ") || "nothing"}`, () => {
    const error = assertThrows(() => parseDataOptions(args), UsageError);
    assertEquals(error.message, `${message} (see "deno task data --help")`);
  });
}

/** Runs the task's inside with a toy data set and one mirror. */
async function run(args: string[], mirror: FakeMirror, home?: string, shared?: string) {
  const locker = await toyLocker([await toySet([mirror.url])]);
  if (home !== undefined) locker.home = home;
  locker.shared = shared;
  const lines: string[] = [];
  const options = parseDataOptions(args, locker.sets);
  const progress = { onProgress() {}, done() {} };
  const code = await runData(options, {
    locker,
    progress,
    say: (line) => void lines.push(line),
  });
  return { code, lines, home: locker.home };
}

async function folderWith(content: Uint8Array): Promise<string> {
  const folder = await tempFolder();
  await Deno.mkdir(join(folder, "toy"));
  await Deno.writeFile(join(folder, "toy", "file.bin"), content);
  return folder;
}

Deno.test("runData() gives the help, which names every option", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const { code, lines } = await run(["-h"], mirror);
  assertEquals([code, lines], [0, [HELP]]);
  for (const option of ["--list", "--verify", "--dir DIR", "--help"]) assert(HELP.includes(option));
});

Deno.test("runData() downloads into data/, and the next time finds it there", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const first = await run(["toy"], mirror);
  const said = [`toy: 1 file, 100.0 kB, all right, in ${join(first.home, "toy")}`];
  assertEquals([first.code, first.lines], [0, said]);
  const again = await run(["toy"], mirror, first.home);
  assertEquals([again.code, again.lines, mirror.asked], [0, said, [""]]);
});

Deno.test("runData() mends a file in data/ that is wrong", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const home = await folderWith(OTHER);
  assertEquals((await run(["--verify", "toy"], mirror, home)).code, 1);
  assertEquals((await run(["toy"], mirror, home)).code, 0);
  assertEquals((await run(["--verify", "toy"], mirror, home)).code, 0);
});

Deno.test("runData() does not write into the folder of DESCENT_DATA unless --dir says so", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const shared = await folderWith(OTHER);
  const path = join(shared, "toy", "file.bin");
  const first = await run(["toy"], mirror, undefined, shared);
  assertEquals([first.code, mirror.contacts()], [1, 0]);
  assertEquals(first.lines.length, 2);
  assert(first.lines[0]!.startsWith(`wrong ${path}: its SHA-256 must be `));
  assertEquals(first.lines[1], `to mend it, run "deno task data --dir ${shared} toy"`);

  assertEquals((await run(["--dir", shared, "toy"], mirror, undefined, shared)).code, 0);
  assertEquals(await Deno.readFile(path), CONTENT);
  const last = await run(["toy"], mirror, undefined, shared);
  assertEquals(last.lines, [`toy: 1 file, 100.0 kB, all right, in ${join(shared, "toy")}`]);
});

Deno.test("runData() verifies what is here, and fails for a set that was named and is not", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const home = await folderWith(CONTENT);
  const path = join(home, "toy", "file.bin");
  const right = await run(["--verify"], mirror, home);
  assertEquals([right.code, right.lines], [0, [`right ${path}`]]);

  const none = await run(["--verify"], mirror);
  assertEquals([none.code, none.lines], [0, ["no data set is here"]]);
  const named = await run(["--verify", "toy"], mirror);
  assertEquals([named.code, named.lines], [1, [
    `wrong ${join(named.home, "toy", "file.bin")}: it is not there`,
    `to mend it, run "deno task data toy"`,
  ]]);
  assertEquals(mirror.contacts(), 0);
});

Deno.test("runData() lists size, place and licence", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const home = await folderWith(CONTENT);
  const rest = ["  Toy", "  licence: none"];
  assertEquals((await run(["--list"], mirror, home)).lines, [
    `toy (100.0 kB): ${join(home, "toy")}`,
    ...rest,
  ]);
  assertEquals((await run(["--list"], mirror)).lines, ["toy (100.0 kB): not here", ...rest]);
});

function fakeScreen(isTerminal: boolean) {
  const screen = { text: "", ms: 0 };
  const write = (part: string) => void (screen.text += part);
  return { screen, shown: showDownloads({ write, isTerminal, nowMs: () => screen.ms }) };
}

const at = (bytes: number, msLeft?: number) => {
  return { dataSet: "toy", file: "a.gz", bytes, total: 2_000_000, msLeft };
};

Deno.test("showDownloads() redraws one line in a terminal, ten times a second at most", () => {
  const { screen, shown } = fakeScreen(true);
  for (const [ms, bytes] of [[0, 10], [50, 20], [120, 500_000], [130, 600_000], [140, 2_000_000]]) {
    screen.ms = ms!;
    shown.onProgress(at(bytes!, 1500));
  }
  shown.onProgress({ ...at(400, 100), file: "b.gz", total: 1000 });
  shown.done();
  shown.done();
  const drawn = screen.text.replaceAll("\r\x1b[2K", "<");
  assertEquals(
    drawn,
    "<a.gz: 0 % of 2.0 MB, 2 s left<a.gz: 25 % of 2.0 MB, 2 s left<a.gz: 100 % of 2.0 MB\n" +
      "<b.gz: 40 % of 1.0 kB, 1 s left\n",
  );
});

Deno.test("showDownloads() writes a line at each quarter elsewhere", () => {
  const { screen, shown } = fakeScreen(false);
  for (let bytes = 20_000; bytes <= 2_000_000; bytes += 20_000) shown.onProgress(at(bytes));
  shown.onProgress({ ...at(500), file: "b.gz", total: 500 });
  shown.done();
  assertEquals(
    screen.text,
    "a.gz: 25 % of 2.0 MB\na.gz: 50 % of 2.0 MB\na.gz: 75 % of 2.0 MB\na.gz: 100 % of 2.0 MB\n" +
      "b.gz: 100 % of 500 B\n",
  );
});

Deno.test("formatBytes() keeps one decimal and never writes 1000.0 kB", () => {
  const sizes = [0, 999, 1000, 999_949, 999_950, 9_912_422];
  assertEquals(sizes.map(formatBytes), ["0 B", "999 B", "1.0 kB", "999.9 kB", "1.0 MB", "9.9 MB"]);
});

/** Starts the task as a process of its own. */
function spawn(mirror: FakeMirror, home: string, ...args: string[]): Deno.ChildProcess {
  const script = join(import.meta.dirname!, "data_process.ts");
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-A", script, mirror.url, home, ...args],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** Waits until a part of some size lies in the folder. */
async function partIn(folder: string, atLeast: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const info = await Deno.stat(join(folder, "toy", "file.bin.part")).catch(() => undefined);
    if (info && info.size >= atLeast) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error("no part came");
}

const slow = (content: Uint8Array) => (ask: Parameters<ReturnType<typeof honest>>[0]) => ({
  ...honest(content)(ask),
  slowMs: 100,
});

for (const [signal, code] of [["SIGINT", 130], ["SIGKILL", 137]] as const) {
  Deno.test({
    name: `deno task data leaves a part after ${signal}, and the next run goes on from it`,
    ignore: Deno.build.os === "windows",
    fn: async () => {
      const home = join(await tempFolder(), "data");
      {
        await using mirror = startMirror(slow(CONTENT));
        const child = spawn(mirror, home, "toy");
        await partIn(home, 8192);
        child.kill(signal);
        const { code: got, err } = await end(child);
        assertEquals(got, code);
        if (signal === "SIGINT") {
          assert(err.endsWith("stopped; the same command goes on from here\n"), err);
        }
      }
      assertEquals(Array.from(Deno.readDirSync(join(home, "toy")), ({ name }) => name), [
        "file.bin.part",
      ]);
      const { size } = await Deno.stat(join(home, "toy", "file.bin.part"));

      await using mirror = startMirror(honest(CONTENT));
      const { code: done } = await end(spawn(mirror, home, "toy"));
      assertEquals([done, mirror.asked], [0, [`bytes=${size}-`]]);
      assertEquals(await Deno.readFile(join(home, "toy", "file.bin")), CONTENT);
    },
  });
}

Deno.test("deno task data ends with 1 and one line where a download fails", async () => {
  await using mirror = startMirror(honest(OTHER));
  const home = join(await tempFolder(), "data");
  const { code, out, err } = await end(spawn(mirror, home, "toy"));
  assertEquals([code, out], [1, ""]);
  const last = err.split("\n").filter((line) => !line.startsWith("file.bin: "));
  assertEquals(last.length, 2, err); // the line and the end of it
  assert(last[0]!.startsWith("error: Cannot download toy/file.bin: "), err);
});

Deno.test("deno task data ends with 2 and a hint to its help on wrong usage", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const { code, err } = await end(spawn(mirror, "/nowhere", "--lsit"));
  assertEquals([code, err], [2, `error: unknown option '--lsit' (see "deno task data --help")\n`]);
});
