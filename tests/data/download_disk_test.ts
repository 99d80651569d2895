import { join } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { DataError, downloadDataSet } from "descent/data";
import { downloadFrom, list } from "./download_from.ts";
import { honest, startMirror } from "./fake_mirror.ts";
import { CONTENT, tempFolder, toyLocker, toySet } from "./toy_locker.ts";

Deno.test("downloadDataSet() leaves a file that another process is downloading", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  await Deno.mkdir(folder, { recursive: true });
  using other = await Deno.open(join(folder, "file.bin.part"), { append: true, create: true });
  await other.lock(true);
  const set = await toySet([mirror.url]);
  const error = await assertRejects(() => downloadDataSet(set, folder, { locker }), DataError);
  assertEquals(error.fault, "busy");
  assertEquals(
    error.message,
    `Cannot download ${join(folder, "file.bin")}: no other process may be downloading it, got a ` +
      `locked file; wait for that one, then run "deno task data toy"`,
  );
});

const onLinux = Deno.build.os === "linux";

Deno.test({
  name: "downloadDataSet() says that the disk is full, and what to do",
  ignore: !onLinux, // /dev/full takes no byte
  fn: async () => {
    const { error, folder } = await downloadFrom([honest(CONTENT)], async (folder) => {
      await Deno.mkdir(folder, { recursive: true });
      await Deno.symlink("/dev/full", join(folder, "file.bin.part"));
    });
    assertEquals(error.fault, "unwritable");
    assertEquals(
      error.message,
      `Cannot write ${
        join(folder, "file.bin.part")
      }: the disk must have room, got "No space left ` +
        `on device"; free some and run "deno task data toy" again, which goes on where it stopped`,
    );
  },
});

Deno.test({
  name: "downloadDataSet() leaves a read-only folder as it is",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0, // root writes everywhere
  fn: async () => {
    await using mirror = startMirror(honest(CONTENT));
    const folder = await tempFolder();
    await Deno.chmod(folder, 0o555);
    const set = await toySet([mirror.url]);
    const locker = await toyLocker([]);
    const error = await assertRejects(() => downloadDataSet(set, folder, { locker }), DataError);
    assertEquals(
      error.message,
      `Cannot write ${
        join(folder, "file.bin.part")
      }: it must be writable, got "Permission denied"; ` +
        'choose another folder DIR, run "deno task data --dir DIR toy" and set DESCENT_DATA=DIR',
    );
    assertEquals(list(folder), []);
  },
});

Deno.test({
  name: "downloadDataSet() says that a folder is read-only, and what to do",
  permissions: { read: true, net: true, write: [], env: true },
  fn: async () => {
    await using mirror = startMirror(honest(CONTENT));
    const set = await toySet([mirror.url]);
    const locker = {
      sets: [],
      home: "/nowhere",
      shared: undefined,
      contactMs: 2000,
      stallMs: 300,
      pausesMs: [0],
    };
    const error = await assertRejects(
      () => downloadDataSet(set, "/nowhere/toy", { locker }),
      DataError,
    );
    assertEquals(error.fault, "unwritable");
    assert(error.message.startsWith("Cannot write /nowhere/toy: it must be writable, got "));
    assert(error.message.endsWith(
      'choose another folder DIR, run "deno task data --dir DIR toy" and set DESCENT_DATA=DIR',
    ));
  },
});

Deno.test("downloadDataSet() names the file where a folder should be", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const locker = await toyLocker([]);
  await Deno.writeTextFile(locker.home, "not a folder");
  const set = await toySet([mirror.url]);
  await assertRejects(
    () => downloadDataSet(set, join(locker.home, "toy"), { locker }),
    DataError,
    `Cannot write ${join(locker.home, "toy")}: it must be writable, got "Not a directory"`,
  );
});
