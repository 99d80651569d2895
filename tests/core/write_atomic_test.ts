import { writeAtomic } from "descent/core";
import { assertEquals, assertRejects } from "@std/assert";

/** Runs a test in a folder of its own, and tells what lies in it at the end. */
async function inFolder(test: (folder: string) => Promise<void>): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
    return Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeAtomic() writes text as UTF-8 and bytes as they are, and nothing else", async () => {
  const left = await inFolder(async (folder) => {
    await writeAtomic(`${folder}/text`, "ü\n");
    await writeAtomic(`${folder}/bytes`, Uint8Array.of(0, 255));
    await writeAtomic(`${folder}/empty`, "");
    assertEquals(await Deno.readFile(`${folder}/text`), Uint8Array.of(0xc3, 0xbc, 10));
    assertEquals(await Deno.readFile(`${folder}/bytes`), Uint8Array.of(0, 255));
    assertEquals(await Deno.readFile(`${folder}/empty`), new Uint8Array());
  });
  assertEquals(left, ["bytes", "empty", "text"]);
});

Deno.test("writeAtomic() replaces a longer file whole", async () => {
  await inFolder(async (folder) => {
    await writeAtomic(`${folder}/a`, "a long text");
    await writeAtomic(`${folder}/a`, "short");
    assertEquals(await Deno.readTextFile(`${folder}/a`), "short");
  });
});

Deno.test("writeAtomic() never shows a reader half a file, also with two writers", async () => {
  const left = await inFolder(async (folder) => {
    const path = `${folder}/a`;
    const texts = ["a", "b"].map((letter) => letter.repeat(1 << 20));
    await writeAtomic(path, texts[0]!);
    let writing = true;
    const writers = texts.map(async (text) => {
      for (let i = 0; i < 20; i++) await writeAtomic(path, text);
    });
    const written = Promise.all(writers).then(() => writing = false);
    while (writing) {
      const read = await Deno.readTextFile(path);
      assertEquals(texts.includes(read), true, `saw ${read.length} letters`);
    }
    await written;
  });
  assertEquals(left, ["a"]);
});

Deno.test("writeAtomic() fails where there is no folder, and makes none", async () => {
  const left = await inFolder(async (folder) => {
    await assertRejects(() => writeAtomic(`${folder}/none/a`, "a"), Deno.errors.NotFound);
  });
  assertEquals(left, []);
});

Deno.test("writeAtomic() leaves nothing behind when the last step fails", async () => {
  const left = await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a/b`, { recursive: true }); // a file cannot take a folder's place
    await assertRejects(() => writeAtomic(`${folder}/a`, "a"), Error);
  });
  assertEquals(left, ["a"]);
});

Deno.test("writeAtomic() leaves the old file as it was when it fails", async () => {
  await inFolder(async (folder) => {
    await writeAtomic(`${folder}/a`, "old");
    const rename = Deno.rename;
    Deno.rename = () => Promise.reject(new Error("no space left on device"));
    try {
      await assertRejects(() => writeAtomic(`${folder}/a`, "new"), Error, "no space left");
    } finally {
      Deno.rename = rename;
    }
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["a"]);
    assertEquals(await Deno.readTextFile(`${folder}/a`), "old");
  });
});
