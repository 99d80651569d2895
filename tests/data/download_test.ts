import { join } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { DataError, type DataProgress, downloadDataSet } from "descent/data";
import {
  type Answer,
  type Ask,
  breaking,
  type FakeMirror,
  honest,
  refusing,
  startMirror,
  withoutRanges,
} from "./fake_mirror.ts";
import { CONTENT, OTHER, toyLocker, toySet } from "./toy_locker.ts";

/** Downloads the toy set from mirrors that behave like this, and says what came of it. */
async function downloadFrom(
  behaviours: ((ask: Ask) => Answer)[],
  prepare: (folder: string) => Promise<void> = async () => {},
) {
  await using mirrors = startMirrors(behaviours);
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  await prepare(folder);
  const events: DataProgress[] = [];
  const onProgress = (event: DataProgress) => void events.push(event);
  const set = await toySet(mirrors.urls);
  const error = await downloadDataSet(set, folder, { locker, onProgress })
    .then(() => undefined, (error) => error);
  return { error, folder, events, asked: mirrors.all.map(({ asked }) => asked) };
}

function startMirrors(behaviours: ((ask: Ask) => Answer)[]) {
  const all: FakeMirror[] = behaviours.map(startMirror);
  return {
    all,
    urls: all.map(({ url }) => url),
    async [Symbol.asyncDispose]() {
      for (const mirror of all) await mirror[Symbol.asyncDispose]();
    },
  };
}

const list = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

/** The folder holds the file alone, whole and right. */
function assertLanded(folder: string) {
  assertEquals(list(folder), ["file.bin"]);
  assertEquals(Deno.readFileSync(join(folder, "file.bin")), CONTENT);
}

const leavePart = (bytes: Uint8Array) => async (folder: string) => {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, "file.bin.part"), bytes);
};

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

/** Gives the first half, and other bytes to whoever asks for the second. */
const spoiler = (ask: Ask) =>
  ask.from === undefined ? breaking(CONTENT, 50_000)(ask) : honest(OTHER)(ask);

Deno.test("downloadDataSet() blames no mirror for bytes of several", async () => {
  const { folder, asked } = await downloadFrom([
    breaking(CONTENT, 50_000),
    spoiler,
    honest(CONTENT),
  ]);
  assertEquals(asked, [[""], ["bytes=50000-"], [""]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() does not go on for ever with mirrors that spoil each other's work", async () => {
  const { error, asked, folder } = await downloadFrom([breaking(CONTENT, 50_000), spoiler]);
  assert(error instanceof DataError && error.fault === "unavailable", String(error));
  assert(asked.flat().length <= 8, `asked ${asked.flat().length} times`);
  assert(!list(folder).includes("file.bin"));
});

Deno.test("downloadDataSet() is patient with a mirror that breaks off again and again", async () => {
  const { folder, asked } = await downloadFrom([breaking(CONTENT, 9_000)]);
  assertEquals(asked[0]!.length, 12); // 11 times 9,000 bytes and the rest
  assertLanded(folder);
});

const badMirrors: [string, (ask: Ask) => Answer][] = [
  ["answers 404", refusing(404)],
  ["answers 503", refusing(503)],
  ["sends a page with status 200", refusing(200)],
  ["sends other bytes of the right length", honest(OTHER)],
  ["sends one byte too few", honest(CONTENT.subarray(0, -1))],
  ["sends one byte too many", honest(Uint8Array.of(...CONTENT, 0))],
  ["sends too much without a length", () => ({
    status: 200,
    body: Uint8Array.of(...CONTENT, 0),
    headers: { "content-length": "" },
  })],
  ["sends nothing", () => ({ status: 200, body: CONTENT, cut: 0 })],
  ["stops without hanging up", () => ({ status: 200, body: CONTENT, cut: 500, hang: true })],
  ["answers another range", ({ from }) => ({
    status: 206,
    body: CONTENT,
    headers: { "content-range": `bytes ${(from ?? 0) + 1}-99999/100000` },
  })],
  ["hangs up", () => ({ status: 200, body: CONTENT, cut: 1 })],
];
for (const [what, behaviour] of badMirrors) {
  Deno.test(`downloadDataSet() goes past a mirror that ${what}`, async () => {
    const { folder, error } = await downloadFrom([behaviour, honest(CONTENT)]);
    assertEquals(error, undefined);
    assertLanded(folder);
  });

  Deno.test(`downloadDataSet() gives up a mirror that ${what}, and leaves no bad file`, async () => {
    const { folder, error, asked } = await downloadFrom([behaviour]);
    assert(error instanceof DataError, String(error));
    assertEquals(error.fault, "unavailable");
    assert(/^Cannot download toy\/file.bin: [^\n]+, run "deno task data toy"$/.test(error.message));
    assert(asked[0]!.length <= 4, `asked ${asked[0]!.length} times`);
    for (const name of list(folder)) {
      assertEquals(name, "file.bin.part");
      assert(Deno.statSync(join(folder, name)).size > 0, "an empty part is left");
    }
  });
}

Deno.test("downloadDataSet() says what each mirror did, in one line", async () => {
  const { error, folder } = await downloadFrom([refusing(404), honest(OTHER)]);
  assert(error instanceof DataError);
  const message = error.message.replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
    .replaceAll(/[0-9a-f]{64}/g, "SHA");
  assertEquals(
    message,
    'Cannot download toy/file.bin: a mirror must give the right bytes, got "answers 404 Not Found" from ' +
      'HOST, "sends other bytes: its SHA-256 must be SHA, got SHA" from HOST; with a network at ' +
      'hand, run "deno task data toy"',
  );
  assertEquals(list(folder), []);
});

Deno.test("downloadDataSet() says so where a file has no mirror", async () => {
  const { error } = await downloadFrom([]);
  assertEquals(
    error.message,
    "Cannot download toy/file.bin: it has no public mirror; copy it by hand, or set DESCENT_DATA " +
      "to a folder that has it",
  );
});

Deno.test("downloadDataSet() passes silent mirrors by in one contact time for all", async () => {
  const silent = () => ({ status: 0, body: CONTENT });
  await using mirrors = startMirrors([silent, silent, silent, silent, silent]);
  const locker = await toyLocker([], { contactMs: 300 });
  const started = performance.now();
  const set = await toySet(mirrors.urls);
  const error = await assertRejects(
    () => downloadDataSet(set, join(locker.home, "toy"), { locker }),
    DataError,
  );
  const elapsedMs = performance.now() - started;
  assert(elapsedMs < 900, `took ${elapsedMs} ms, five contacts one after the other take 1500`);
  assert(error.message.includes('got "no answer within 0.3 s" from all 5'), error.message);
  await assertRejects(() => Deno.stat(locker.home), Deno.errors.NotFound); // nothing was made
});

Deno.test("downloadDataSet() takes the second mirror where nobody listens at the first", async () => {
  const gone = startMirror(honest(CONTENT));
  await gone[Symbol.asyncDispose]();
  await using mirror = startMirror(honest(CONTENT));
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  await downloadDataSet(await toySet([gone.url, mirror.url]), folder, { locker });
  assertLanded(folder);
});

Deno.test("downloadDataSet() stops on a signal with its reason, and goes on the next time", async () => {
  await using mirror = startMirror((ask) => ({ ...honest(CONTENT)(ask), slowMs: 5 }));
  const locker = await toyLocker([]);
  const folder = join(locker.home, "toy");
  const set = await toySet([mirror.url]);
  const stop = new AbortController();
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
