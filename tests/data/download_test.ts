import { join } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type DataProgress, downloadDataSet } from "descent/data";
import { assertLanded, downloadFrom, leavePart, list } from "./download_from.ts";
import { breaking, honest, refusing, startMirror, withoutRanges } from "./fake_mirror.ts";
import { CONTENT, fileOf, OTHER, toyLocker, toySet } from "./toy_locker.ts";

Deno.test("downloadDataSet() makes the folder and puts the file there", async () => {
  const { error, folder, events } = await downloadFrom([honest(CONTENT)]);
  assertEquals(error, undefined);
  assertLanded(folder);
  const last = events.at(-1)!;
  assertEquals([last.dataSet, last.file, last.bytes, last.total], ["toy", "file.bin", 1e5, 1e5]);
  assert(events.every(({ bytes }, i) => i === 0 || bytes > events[i - 1]!.bytes));
});

Deno.test("downloadDataSet() asks nobody where every file is right already", async () => {
  const { asked, error } = await downloadFrom([honest(CONTENT)], async (folder) => {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeFile(join(folder, "file.bin"), CONTENT);
  });
  assertEquals([error, asked], [undefined, [[]]]);
});

Deno.test("downloadDataSet() replaces a file that is wrong", async () => {
  const { folder } = await downloadFrom([honest(CONTENT)], async (folder) => {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeFile(join(folder, "file.bin"), OTHER);
  });
  assertLanded(folder);
});

Deno.test("downloadDataSet() goes on from a part, with a range", async () => {
  const { folder, asked } = await downloadFrom(
    [honest(CONTENT)],
    leavePart(CONTENT.subarray(0, 60_000)),
  );
  assertEquals(asked, [["bytes=60000-"]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() starts again where a mirror ignores the range", async () => {
  const { folder, asked } = await downloadFrom(
    [withoutRanges(CONTENT)],
    leavePart(CONTENT.subarray(0, 60_000)),
  );
  assertEquals(asked, [["bytes=60000-"]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() takes a part that was complete before it was killed", async () => {
  const { folder, asked } = await downloadFrom([honest(CONTENT)], leavePart(CONTENT));
  assertEquals(asked, [[]]);
  assertLanded(folder);
});

for (
  const [what, part] of [
    ["holds other bytes", OTHER.subarray(0, 60_000)],
    ["is complete but wrong", OTHER],
    ["is too long", new Uint8Array(200_000)],
  ] as const
) {
  Deno.test(`downloadDataSet() starts again after a part that ${what}`, async () => {
    const { folder, error } = await downloadFrom([honest(CONTENT)], leavePart(part));
    assertEquals(error, undefined);
    assertLanded(folder);
  });
}

Deno.test("downloadDataSet() joins what several mirrors gave before they broke off", async () => {
  const { folder, asked } = await downloadFrom([
    breaking(CONTENT, 30_000),
    breaking(CONTENT, 30_000),
    honest(CONTENT),
  ]);
  assertEquals(asked, [[""], ["bytes=30000-"], ["bytes=60000-"]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() asks a mirror that was overloaded once more", async () => {
  const { folder, asked } = await downloadFrom([
    (ask) => ask.earlier === 0 ? refusing(503)() : honest(CONTENT)(ask),
  ]);
  assertEquals(asked, [["", ""]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() waits for a slow mirror as long as bytes come", async () => {
  const { folder, asked } = await downloadFrom([
    (ask) => ({ ...honest(CONTENT)(ask), slowMs: 25 }), // 25 pieces, more than the 300 ms of a stall
  ]);
  assertEquals(asked, [[""]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() asks for the bytes as they are, not packed for the way", async () => {
  const heads: string[] = [];
  await downloadFrom([(ask) => {
    heads.push(ask.head);
    return honest(CONTENT)(ask);
  }]);
  assertEquals(
    heads.map((head) => /^accept-encoding: (.*)\r$/m.exec(head)?.[1]).at(-1),
    "identity",
  );
});

Deno.test("downloadDataSet() asks a host but once whether it answers, for all files", async () => {
  await using mirror = startMirror(honest(CONTENT));
  const locker = await toyLocker([]);
  const files = [
    await fileOf("a.bin", CONTENT, [mirror.url]),
    await fileOf("b.bin", CONTENT, [`${mirror.url}?b`]),
  ];
  const folder = join(locker.home, "toy");
  await downloadDataSet({ ...await toySet([]), files }, folder, { locker });
  assertEquals([list(folder), mirror.contacts()], [["a.bin", "b.bin"], 3]); // a HEAD and two GETs
});

Deno.test("downloadDataSet() is patient with a mirror that breaks off again and again", async () => {
  const { folder, asked } = await downloadFrom([breaking(CONTENT, 9_000)]);
  assertEquals(asked[0]!.length, 12); // 11 times 9,000 bytes and the rest
  assertLanded(folder);
});

Deno.test("downloadDataSet() stops on a signal with its reason, and goes on the next time", async () => {
  await using mirror = startMirror((ask) => ({ ...honest(CONTENT)(ask), slowMs: 5 }));
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  const set = await toySet([mirror.url]);
  const stop = new AbortController();
  locker.pausesMs = [0]; // no pause in which the signal would be seen after all
  const onProgress = ({ bytes }: DataProgress) => {
    if (bytes > 20_000) stop.abort();
  };
  await assertRejects(
    () => downloadDataSet(set, folder, { locker, onProgress, signal: stop.signal }),
    DOMException,
    "aborted",
  );
  assertEquals(list(folder), ["file.bin.part"]);
  const held = Deno.statSync(join(folder, "file.bin.part")).size;
  assert(held > 20_000 && held < 100_000);
  await downloadDataSet(set, folder, { locker });
  assertEquals(mirror.asked, ["", `bytes=${held}-`]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() stops at once on a signal that was raised before", async () => {
  const locker = await toyLocker([]);
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(
    async () => downloadDataSet(await toySet([]), locker.home, { locker, signal }),
    Error,
    "enough",
  );
});

Deno.test("downloadDataSet() tells the time left", async () => {
  await using mirror = startMirror((ask) => ({ ...honest(CONTENT)(ask), slowMs: 10 }));
  const locker = await toyLocker([]);
  const left: (number | undefined)[] = [];
  await downloadDataSet(await toySet([mirror.url]), join(locker.home, "toy"), {
    locker,
    onProgress: ({ msLeft }) => void left.push(msLeft),
  });
  assertEquals(left[0], undefined);
  assertEquals(left.at(-1), 0);
  const middle = left[Math.floor(left.length / 2)]!;
  assert(middle > 20 && middle < 2000, `${middle} ms left of some 250`);
});
