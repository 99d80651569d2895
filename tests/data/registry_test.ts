import { assert, assertEquals, assertThrows } from "@std/assert";
import { DATA_SETS, findDataSet, verifyDataSet } from "descent/data";

const readme = await Deno.readTextFile(new URL("../../data/README.md", import.meta.url));
const shared = Deno.env.get("DESCENT_DATA");

Deno.test("findDataSet() lists the names there are when one is unknown", () => {
  const error = assertThrows(() => findDataSet("mnits"), RangeError);
  const names = DATA_SETS.map(({ name }) => name).join(", ");
  assertEquals(
    error.message,
    `Cannot find a data set: its name must be one of ${names}, got "mnits"`,
  );
});

Deno.test("DATA_SETS have names that differ and can be folders", () => {
  const names = DATA_SETS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (const name of names) assert(/^[a-z0-9-]+$/.test(name), name);
});

for (const set of DATA_SETS) {
  Deno.test(`DATA_SETS describe every file of ${set.name}`, () => {
    assert(set.files.length > 0 && set.title && set.licence && set.origin);
    for (const { name, what, bytes, sha256, mirrors } of set.files) {
      assert(/^[\w.-]+$/.test(name) && what, name);
      assert(Number.isInteger(bytes) && bytes > 0);
      assert(/^[0-9a-f]{64}$/.test(sha256), sha256);
      for (const url of mirrors) assertEquals(new URL(url).protocol, "https:");
    }
  });

  Deno.test(`data/README.md tells name, licence, sizes and SHA-256 of ${set.name}`, () => {
    const section = readme.split(/^## /m).find((part) => part.startsWith(`${set.name}\n`)) ?? "";
    for (const text of [set.title, set.licence, set.origin]) {
      assert(section.replaceAll(/\s+/g, " ").includes(text), `"${text}" is missing`);
    }
    const rows = section.split("\n").filter((line) => /^\| `/.test(line));
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()).slice(1, -1));
    assertEquals(
      cells,
      set.files.map(({ name, what, bytes, sha256, mirrors }) => [
        `\`${name}\``,
        what,
        bytes.toLocaleString("en-US"),
        `\`${sha256}\``,
        String(mirrors.length),
      ]),
    );
  });

  const folder = `${shared}/${set.name}`;
  Deno.test({
    name: `verifyDataSet() finds the real files of ${set.name} right`,
    ignore: shared === undefined || !exists(folder),
    fn: async () => {
      const verified = await verifyDataSet(set, folder);
      assertEquals(verified.map(({ wrong }) => wrong), set.files.map(() => undefined));
    },
  });
}

Deno.test("data/README.md tells of no data set that the registry lacks", () => {
  const told = [...readme.matchAll(/^## ([a-z0-9-]+)$/gm)].map(([, name]) => name);
  assertEquals(told, DATA_SETS.map(({ name }) => name));
});

Deno.test("MNIST has three mirrors on different hosts", () => {
  for (const { mirrors } of findDataSet("mnist").files) {
    assert(new Set(mirrors.map((url) => new URL(url).host)).size >= 3);
  }
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
