import { readCorpus, trainNgram, trainNgramInWorker, type TrainProgress } from "descent/ngram";
import { assert, assertEquals, assertRejects } from "@std/assert";

const TEXT = "a b a b c\na b d\nb a b c a b\nd a b";
const corpus = readCorpus(TEXT);

Deno.test("trainNgramInWorker() trains the same model, from a corpus, text or bytes", async () => {
  const expected = trainNgram(corpus, { order: 3 });
  for (const source of [corpus, TEXT, new TextEncoder().encode(TEXT)]) {
    assertEquals(await trainNgramInWorker(source, { order: 3 }), expected);
  }
  assertEquals(corpus.ids.length, 17); // copied, not taken away
});

Deno.test("trainNgramInWorker() passes options for reading on", async () => {
  const model = await trainNgramInWorker("ab\n\nba", {
    order: 2,
    unit: "character",
    blankLines: "skip",
    smoothing: { kind: "lidstone", gamma: 0.5 },
  });
  const same = readCorpus("ab\n\nba", { unit: "character", blankLines: "skip" });
  const smoothing = { kind: "lidstone", gamma: 0.5 } as const;
  assertEquals(model, trainNgram(same, { order: 2, smoothing }));
});

Deno.test("trainNgramInWorker() tells how far it is, from 0 to 1", async () => {
  const heard: TrainProgress[] = [];
  await trainNgramInWorker(TEXT, { order: 2, onProgress: (progress) => heard.push(progress) });
  assertEquals(heard.map(({ stage, order }) => `${stage} ${order}`), [
    "reading 0",
    "counting 1",
    "counting 2",
    "estimating 2",
  ]);
  assertEquals([heard[0]!.done, heard.at(-1)!.done], [0, 1]);
});

Deno.test("trainNgramInWorker() leaves the main thread free", async () => {
  const long = Array.from({ length: 60_000 }, (_, i) => `w${i % 97} w${i * i % 1009} w${i % 13}`);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await trainNgramInWorker(long.join("\n"), { order: 5 });
  clearInterval(timer);
  assert(ticks >= 5, `${ticks} ticks`);
});

Deno.test("trainNgramInWorker() rejects with the error of training, of its own class", async () => {
  await assertRejects(
    () => trainNgramInWorker("a\nb\0", { order: 2 }),
    SyntaxError,
    "Cannot read a corpus: text must not hold the character NUL, see line 2",
  );
  await assertRejects(() => trainNgramInWorker("", { order: 2 }), RangeError, "at least one token");
});

Deno.test("trainNgramInWorker() stops when its signal says so, with the signal's reason", async () => {
  const reason = new Error("enough");
  const aborted = trainNgramInWorker(TEXT, { order: 2, signal: AbortSignal.abort(reason) });
  assertEquals(await aborted.catch((error) => error), reason);
  const controller = new AbortController();
  const long = "the quick brown fox ".repeat(200_000);
  const running = trainNgramInWorker(long, {
    order: 6,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  });
  assertEquals(await running.catch((error) => error), reason);
});

Deno.test("lib/ngram trains in a worker also where its folder was copied to", async () => {
  const copy = await Deno.makeTempDir();
  try {
    for (const folder of ["core", "ngram"]) {
      await Deno.mkdir(`${copy}/lib/${folder}`, { recursive: true });
      const from = new URL(`../../lib/${folder}/`, import.meta.url);
      for await (const { name, isFile } of Deno.readDir(from)) {
        if (isFile) await Deno.copyFile(new URL(name, from), `${copy}/lib/${folder}/${name}`);
      }
    }
    const copied = await import(`file://${copy}/lib/ngram/mod.ts`);
    assertEquals(
      await copied.trainNgramInWorker(TEXT, { order: 3 }),
      trainNgram(corpus, { order: 3 }),
    );
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
});
