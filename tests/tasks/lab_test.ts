import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { resolve } from "node:path";
import { jupyterDataFolder } from "../../tasks/lab/data_folder.ts";
import { findJupyterLab, type Program, venvProgram } from "../../tasks/lab/find_jupyter.ts";
import { KERNEL_NAME, kernelSpec, writeKernelSpec } from "../../tasks/lab/kernelspec.ts";
import { labArguments, openLab, searchPath } from "../../tasks/lab/open_lab.ts";
import { METADATA } from "../../tasks/nb/tidy.ts";
import { dataFolderEnvironment, kernelEnvironment } from "../../tasks/shared/kernel/environment.ts";

const spec = kernelSpec("/bin/deno", { NO_COLOR: "1" }, "linux");

Deno.test("a relative DESCENT_DATA means the same folder in a kernel, which starts elsewhere", () => {
  assertEquals(dataFolderEnvironment("../sets"), { DESCENT_DATA: resolve("../sets") });
  assertEquals(dataFolderEnvironment("/sets"), { DESCENT_DATA: resolve("/sets") });
  assertEquals(dataFolderEnvironment(""), {});
});

Deno.test("kernelEnvironment() gives half of the memory within bounds, or what the user set", () => {
  const flags = (bytes: number, own?: string) => kernelEnvironment(bytes, own)["DENO_V8_FLAGS"];
  assertEquals(flags(8e9), "--max-old-space-size=4000");
  assertEquals(flags(1e9), "--max-old-space-size=2000");
  assertEquals(flags(500e9), "--max-old-space-size=8000");
  assertEquals(flags(8e9, "--expose-gc"), "--expose-gc --max-old-space-size=4000");
  assertEquals(flags(8e9, "--max-old-space-size=100"), "--max-old-space-size=100");
});

Deno.test("kernelSpec() names the interrupt by which training keeps its state", () => {
  assertEquals(spec.interrupt_mode, "signal");
  assertEquals([spec.argv.at(-1), spec.env["NO_COLOR"]], ["{connection_file}", "1"]);
});

Deno.test("kernelSpec() starts the kernel with the signal ignored, where there are signals", () => {
  const deno = ["/bin/deno", "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"];
  assertEquals(spec.argv, ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", ...deno]);
  assertEquals(kernelSpec("/bin/deno", {}, "windows").argv, deno);
});

Deno.test("notebooks ask for the kernel by the name that it is installed under", () => {
  const { name, display_name, language } = METADATA.kernelspec;
  assertEquals([name, display_name, language], [KERNEL_NAME, spec.display_name, spec.language]);
});

Deno.test("writeKernelSpec() writes where Jupyter looks, twice if need be", async () => {
  const data = await Deno.makeTempDir();
  await writeKernelSpec(data, spec);
  const folder = await writeKernelSpec(data, spec);
  assertEquals(JSON.parse(await Deno.readTextFile(`${folder}/kernel.json`)), spec);
  assertStringIncludes(await Deno.readTextFile(`${folder}/logo-svg.svg`), "<svg");
  await Deno.remove(data, { recursive: true });
});

Deno.test("jupyterDataFolder() knows the place on each system", {
  ignore: Deno.build.os === "windows",
}, () => {
  const home = { HOME: "/home/a" };
  assertEquals(jupyterDataFolder("linux", home), "/home/a/.local/share/jupyter");
  assertEquals(jupyterDataFolder("linux", { ...home, XDG_DATA_HOME: "/x" }), "/x/jupyter");
  assertEquals(jupyterDataFolder("darwin", home), "/home/a/Library/Jupyter");
  assertEquals(jupyterDataFolder("windows", { APPDATA: "/a" }), "/a/jupyter");
  assertEquals(jupyterDataFolder("linux", { ...home, JUPYTER_DATA_DIR: "/d" }), "/d");
});

Deno.test("findJupyterLab() takes the project's own first, then what there is", async () => {
  const having = (name: string) => (program: Program) => Promise.resolve(program[0] === name);
  assertEquals(await findJupyterLab("/kit", () => Promise.resolve(true)), [
    venvProgram("/kit", "jupyter"),
    "lab",
  ]);
  assertEquals(await findJupyterLab("/kit", having("jupyter")), ["jupyter", "lab"]);
  assertEquals(await findJupyterLab("/kit", having("python3")), ["python3", "-m", "jupyterlab"]);
});

Deno.test("findJupyterLab() says in one line how to get it", async () => {
  await assertRejects(
    () => findJupyterLab("/kit", () => Promise.resolve(false)),
    RangeError,
    'Cannot open the lessons: JupyterLab must be installed: run "deno task lab --venv" or ' +
      '"pip install jupyterlab", or open notebooks/ in VS Code',
  );
});

Deno.test("labArguments() opens the lesson, and searchPath() puts our kernel first", () => {
  const args = labArguments({ root: "/kit", path: "notebooks/a b.ipynb", browser: false, port: 9 });
  assertEquals(args, [
    "--ServerApp.root_dir=/kit",
    "--LabApp.default_url=/lab/tree/notebooks/a%20b.ipynb",
    "--no-browser",
    "--port=9",
  ]);
  const inContainer = { root: "/kit", path: "", browser: true, asRoot: true };
  assertEquals(labArguments(inContainer).at(-1), "--allow-root");
  assertEquals(searchPath("/tmp/a"), "/tmp/a");
  assertEquals(searchPath("/tmp/a", "/b", "linux"), "/tmp/a:/b");
});

Deno.test("openLab() shows Jupyter our kernel while it runs, and leaves nothing", async () => {
  // In JupyterLab's place, a program that says where it would look for kernels, and what it sees.
  const script =
    `const path = Deno.env.get("JUPYTER_PATH").split(Deno.build.os === "windows" ? ";" : ":")[0];
    const spec = Deno.readTextFileSync(path + "/kernels/descent/kernel.json");
    Deno.writeTextFileSync(Deno.env.get("SEEN"), JSON.stringify({ path, spec: JSON.parse(spec) }));
    Deno.exit(7);`;
  const seen = await Deno.makeTempFile();
  Deno.env.set("SEEN", seen);
  const program: Program = [Deno.execPath(), "eval", script];
  const code = await openLab(program, spec, { root: "/kit", path: "", browser: false });
  const told = JSON.parse(await Deno.readTextFile(seen));
  assertEquals([code, told.spec], [7, spec]);
  assertEquals(await Deno.stat(told.path).then(() => "there", () => "gone"), "gone");
  await Deno.remove(seen);
});

Deno.test("every recipe names the version of Deno that the checks run with", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
  const version = (await read(".ci/run")).match(/deno@(\d+\.\d+\.\d+)/)![1]!;
  assertStringIncludes(await read("binder/Dockerfile"), `denoland/deno:bin-${version}`);
  const container = JSON.parse(await read(".devcontainer/devcontainer.json"));
  assertEquals(container.build.dockerfile, "../binder/Dockerfile");
  assert(JSON.parse(await read(".vscode/extensions.json")).recommendations.length > 0);
});
