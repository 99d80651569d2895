import { join } from "node:path";
import { DataError, readText } from "descent/data";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { gzip } from "./gzip.ts";
import { tempFolder } from "./toy_locker.ts";

const folder = await tempFolder();
const utf8 = (text: string) => new TextEncoder().encode(text);

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await Deno.writeFile(path, typeof content === "string" ? utf8(content) : content);
  return path;
}

Deno.test("readText() gives lines without their ends, blank ones too", async () => {
  const path = await fileWith("a.txt", "one two\r\n\nthree\n");
  const { lines, tokenized, source } = await readText(path);
  assertEquals([lines, tokenized], [["one two", "", "three"], false]);
  assertEquals([source.name, source.origin, source.files[0]?.bytes], ["a.txt", path, 16]);
});

Deno.test("readText() takes a text of one word without a line end", async () => {
  assertEquals((await readText(await fileWith("one.txt", "word"))).lines, ["word"]);
});

Deno.test("readText() unpacks gzip, whatever the file is called", async () => {
  const path = await fileWith("packed", await gzip(utf8("a b\nc\n".repeat(500_000))));
  const { lines } = await readText(path);
  assertEquals([lines.length, lines[0], lines.at(-1)], [1_000_000, "a b", "c"]);
});

Deno.test("readText() stops at gzip data that are cut off", async () => {
  const packed = await gzip(utf8("a b\nc\n".repeat(1000)));
  const path = await fileWith("cut.gz", packed.subarray(0, packed.length - 12));
  const error = await assertRejects(() => readText(path), SyntaxError);
  assert(error.message.startsWith(`Cannot read ${path}: its gzip data must be whole, got "`));
});

Deno.test("readText() names the line that is no text", async () => {
  const path = await fileWith("nul.txt", "a\nb\0\n");
  await assertRejects(
    () => readText(path),
    SyntaxError,
    `Cannot read ${path}: line 2 must be text without the character NUL`,
  );
});

for (const [what, content] of [["an empty file", ""], ["blank lines alone", " \n\n"]] as const) {
  Deno.test(`readText() refuses ${what}`, async () => {
    const path = await fileWith("empty.txt", content);
    await assertRejects(
      () => readText(path),
      SyntaxError,
      `Cannot read ${path}: it must hold at least one word, got ${JSON.stringify(content)}`,
    );
  });
}

Deno.test("readText() says that there is no such file", async () => {
  const path = join(folder, "none.txt");
  const error = await assertRejects(() => readText(path), DataError, `Cannot read ${path}: `);
  assertEquals(error.fault, "missing");
});
