import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type NotebookFolder, notebookFolder } from "./nb_folder.ts";

const task = import.meta.resolve("../../tasks/nb.ts");

/** `deno task nb` as a process of its own. */
function nb(...args: string[]): Deno.Command {
  const env = { NO_COLOR: "1" };
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", task, ...args],
    env,
    stdout: "piped",
    stderr: "piped",
  });
}

async function outcome(command: Deno.Command): Promise<[code: number, out: string, err: string]> {
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return [code, text(stdout), text(stderr)];
}

Deno.test("nb run says what failed, writes both reports, and ends with 1", async () => {
  await using folder = notebookFolder();
  const good = folder.write("a", ["const N = 1;", "N + 1"]);
  const bad = folder.write("b", ['throw new Error("no")', "1"]);
  const [junit, html] = [`${folder.path}/reports/junit.xml`, `${folder.path}/report.html`];
  const options = ["--quiet", "--jobs", "2", "--junit", junit, "--html", html];
  const [code, out] = await outcome(nb("run", folder.path, ...options));
  assertEquals(code, 1);
  assertStringIncludes(out, `${good}: ok, 2 cells in `);
  assertStringIncludes(out, "  1 ✗");
  assertStringIncludes(out, "error: Error: no");
  assertStringIncludes(out, `${bad}: FAILED, 2 cells in `);
  assert(/\n2 notebooks in .*: 1 passed, 1 failed\n$/.test(out), out);
  assertStringIncludes(await Deno.readTextFile(junit), 'tests="2" failures="1" skipped="1"');
  assertStringIncludes(await Deno.readTextFile(html), "Error: no");
});

Deno.test("nb run sets constants, and names one that no cell declares", async () => {
  await using folder = notebookFolder();
  const path = folder.write("a", ["const N = 1;", 'if (N !== 5) throw new Error("N is " + N);']);
  assertEquals((await outcome(nb("run", path)))[0], 1);
  assertEquals((await outcome(nb("run", path, "--set", "N=5")))[0], 0);
  const [code, , error] = await outcome(nb("run", path, "--set", "M=5"));
  assertEquals([code, error], [1, 'error: Cannot set M: a cell must declare "const M ="\n']);
});

Deno.test("nb run says before the first cell that a report cannot be written", async () => {
  await using folder = notebookFolder();
  const path = folder.write("a", ["1"]);
  const report = `${path}/report.html`; // inside of a file
  const [code, out, error] = await outcome(nb("run", path, "--html", report));
  const why = "--html must name a place that can be written (not a directory)";
  assertEquals([code, out], [1, ""]);
  assertEquals(error, `error: Cannot write the report: ${why}, got "${report}"\n`);
});

Deno.test("nb run passes in an empty folder with a line that says so", async () => {
  await using folder = notebookFolder();
  const [code, out] = await outcome(nb("run", folder.path));
  assertEquals([code, out], [0, "no notebooks yet: nothing to do\n"]);
});

Deno.test("nb execute keeps outputs, --verify finds those that are not so, clear drops them", async () => {
  await using folder = notebookFolder();
  const path = folder.write("a", ["1 + 1"]);
  assertEquals((await outcome(nb("execute", path)))[0], 0);
  const text = await Deno.readTextFile(path);
  assertEquals((await outcome(nb("execute", path, "--verify")))[0], 0);
  await Deno.writeTextFile(path, text.replace('"2"', '"3"'));
  const [code, , error] = await outcome(nb("execute", path, "--verify"));
  assertEquals(code, 1);
  assertStringIncludes(error, "cell 1, output 1: the file has ");
  assertStringIncludes(error, `mend it by "deno task nb execute ${path}"`);
  assertEquals((await outcome(nb("clear", path)))[0], 0);
  assertEquals(JSON.parse(await Deno.readTextFile(path)).cells[0].outputs, []);
});

/** Starts a notebook that waits for ever, sends a signal, and tells what is left. */
async function stopped(
  folder: NotebookFolder,
  signal: Deno.Signal,
): Promise<{ code: number; error: string; kernel: string }> {
  const file = `${folder.path}/pid`;
  const code = `Deno.writeTextFileSync(${JSON.stringify(file)}, String(Deno.pid));`;
  const path = folder.write("a", [code, "await new Promise(() => {});"]);
  const child = nb("run", path).spawn();
  const output = child.output();
  const pid = await eventually(() => Deno.readTextFileSync(file));
  child.kill(signal);
  const { code: ended, stderr } = await output;
  const kernel = await eventually(() => {
    if (isRunning(pid)) throw new Error("it lives");
    return "gone";
  });
  return { code: ended, error: new TextDecoder().decode(stderr), kernel };
}

/** The first result that is no error, for ten seconds. */
async function eventually(attempt: () => string): Promise<string> {
  for (let left = 200;; left--) {
    try {
      const result = attempt();
      if (result !== "") return result;
    } catch (error) {
      if (left === 0) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A process that is over but not yet asked about is a zombie, Z. */
function isRunning(pid: string): boolean {
  try {
    return !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z ");
  } catch {
    return false;
  }
}

// Only Linux tells about processes in files.
const ignore = Deno.build.os !== "linux";

Deno.test("nb run leaves no kernel after Ctrl-C", { ignore }, async () => {
  await using folder = notebookFolder();
  const { code, error, kernel } = await stopped(folder, "SIGINT");
  assertEquals([code, error, kernel], [130, "error: stopped\n", "gone"]);
});

Deno.test("nb run leaves no kernel when it is killed itself", { ignore }, async () => {
  await using folder = notebookFolder();
  assertEquals((await stopped(folder, "SIGKILL")).kernel, "gone");
});
