import { assertEquals, assertRejects } from "@std/assert";
import { checkOutput, type Output, writeOrSay, writing } from "../../tasks/cli/outputs.ts";

const base = { option: "--json", what: "the run card", bytes: 1000 } as const;
const file = (path: string): Output => ({ ...base, path, kind: "file" });
const folder = (path: string): Output => ({ ...base, path, kind: "folder" });

/** Names below a folder, sorted. */
function names(path: string): string[] {
  return Array.from(Deno.readDirSync(path), ({ name }) => name).sort();
}

Deno.test("checkOutput() takes what can be written and leaves nothing behind", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/old.json`, "{}");
  for (const path of ["new.json", "old.json", "a/b/new.json"]) {
    await checkOutput(file(`${dir}/${path}`));
  }
  for (const path of ["new", "a/b", "."]) await checkOutput(folder(`${dir}/${path}`));
  assertEquals(names(dir), ["old.json"]);
  assertEquals(await Deno.readTextFile(`${dir}/old.json`), "{}");
});

Deno.test("checkOutput() names the option where the path is the wrong thing", async () => {
  const dir = await Deno.makeTempDir();
  const old = `${dir}/old.json`;
  await Deno.writeTextFile(old, "{}");
  const start = "Cannot write the run card: --json must name a";
  await assertRejects(() => checkOutput(file(dir)), RangeError, `${start} file, got "${dir}"`);
  await assertRejects(() => checkOutput(folder(old)), RangeError, `${start} folder, got "${old}"`);
});

Deno.test("checkOutput() says why a place cannot be written", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/old.json`, "{}");
  const path = `${dir}/old.json/new.json`;
  await assertRejects(
    () => checkOutput(file(path)),
    RangeError,
    "Cannot write the run card: --json must name a place that can be written (not a directory), " +
      `got "${path}"`,
  );
});

Deno.test("writing() finds the file system's reason behind another error", async () => {
  const cause = new Deno.errors.WriteZero("No space left on device (os error 28): writefile 'x'");
  const save = () => Promise.reject(new TypeError(`no: ${cause.message}`, { cause }));
  await assertRejects(
    () => writing(file("x"), save),
    RangeError,
    "Cannot write the run card: --json must name a place that can be written " +
      `(no space left on device), got "x"`,
  );
});

Deno.test("writing() passes on an error that is not the file system's", async () => {
  const slip = new TypeError("x is not a function");
  await assertRejects(
    () => writing(file("x"), () => Promise.reject(slip)),
    TypeError,
    slip.message,
  );
});

Deno.test("writeOrSay() does nothing where nothing was asked for", async () => {
  assertEquals(await writeOrSay(undefined, () => Promise.reject(new Error("called"))), true);
});
