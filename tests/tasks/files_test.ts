import { dirname } from "node:path";
import { assertEquals } from "@std/assert";
import { readFiles } from "../../tasks/shared/files.ts";

Deno.test("readFiles() reads what is ours, at any depth, in order", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const ours = ["a.ts", "tasks/shared/b.ts", "tasks/z.ts"];
    const others = ["a.md", ".git/a.ts", "shared/a.ts", "coverage/a.ts", "tasks/.hidden.ts"];
    for (const path of [...ours, ...others]) {
      await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, path);
    }
    const root = new URL(`file://${folder}/`);
    const expected = ours.map((path) => ({ path, text: path }));
    assertEquals(await readFiles(["."], [".ts"], root), expected);
    assertEquals(await readFiles(["tasks"], [".ts"], root), expected.slice(1));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
