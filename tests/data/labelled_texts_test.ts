import { join } from "node:path";
import { defaultLocker, loadReports, loadSentimentSentences } from "descent/data";
import { assert, assertEquals } from "@std/assert";

// What a checkout alone holds: DESCENT_DATA must not be needed.
const locker = { ...defaultLocker(), shared: undefined };

Deno.test("loadReports() has 320 reports of each class, none twice", async () => {
  const { texts, y, targetNames } = await loadReports({ locker });
  assertEquals(targetNames.map((_, k) => y.filter((label) => label === k).length), [320, 320, 320]);
  assertEquals([texts.length, new Set(texts).size], [960, 960]);
});

Deno.test("loadReports() has 30 reports of each class in Chinese", async () => {
  const { texts, y } = await loadReports({ locker });
  const chinese = [...y].filter((_, i) => /\p{Script=Han}/u.test(texts[i]!));
  assertEquals([0, 1, 2].map((k) => chinese.filter((label) => label === k).length), [30, 30, 30]);
});

Deno.test("loadReports() mixes the classes: each hundred holds at least 20 of each", async () => {
  const { y } = await loadReports({ locker });
  for (let from = 0; from + 100 <= y.length; from += 100) {
    const part = y.subarray(from, from + 100);
    for (const k of [0, 1, 2]) assert(part.filter((label) => label === k).length >= 20);
  }
});

Deno.test("loadReports() gives short texts without a tab", async () => {
  const { texts } = await loadReports({ locker });
  assert(texts.every((text) => text.length >= 5 && text.length < 120 && !/[\t"]/.test(text)));
});

const shared = Deno.env.get("DESCENT_DATA");
Deno.test({
  name: "loadSentimentSentences() has 2,000 sentences, half of each site negative",
  ignore: shared === undefined || !exists(join(shared, "sentiment-sentences")),
  fn: async () => {
    const { texts, y, targetNames, source } = await loadSentimentSentences();
    assertEquals([texts.length, y.length, targetNames], [2000, 2000, ["negative", "positive"]]);
    for (const from of [0, 1000]) {
      assertEquals(y.subarray(from, from + 1000).reduce((sum, label) => sum + label, 0), 500);
    }
    assertEquals([texts[1], y[1]], ["Good case, Excellent value.", 1]);
    assertEquals(source.files.length, 2);
  },
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
