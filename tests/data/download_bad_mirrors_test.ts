import { join } from "node:path";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { DataError, downloadDataSet } from "descent/data";
import { assertLanded, downloadFrom, list, startMirrors } from "./download_from.ts";
import { type Answer, type Ask, breaking, honest, refusing, startMirror } from "./fake_mirror.ts";
import { CONTENT, OTHER, toyLocker, toySet } from "./toy_locker.ts";

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

Deno.test("downloadDataSet() blames no mirror for bytes that another put between its own", async () => {
  const { folder, asked } = await downloadFrom([
    (ask) => ask.earlier === 0 ? breaking(CONTENT, 30_000)(ask) : honest(CONTENT)(ask),
    (ask) => ask.earlier === 0 ? breaking(OTHER, 30_000)(ask) : refusing(404)(),
  ]);
  assertEquals(asked, [["", "bytes=60000-", ""], ["bytes=30000-", ""]]);
  assertLanded(folder);
});

Deno.test("downloadDataSet() does not go on for ever with mirrors that spoil each other's work", async () => {
  const { error, asked, folder } = await downloadFrom([breaking(CONTENT, 50_000), spoiler]);
  assert(error instanceof DataError && error.fault === "unavailable", String(error));
  assert(asked.flat().length <= 8, `asked ${asked.flat().length} times`);
  assert(!list(folder).includes("file.bin"));
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
