import { loadCorpus } from "descent/data";
import { PARTS, QUERY_FILE, trainFile } from "./sizes.ts";

/**
 * Writes WikiText-2 a paragraph a line: parts of its training text, and of the queries its validation
 * and test parts as one.
 *
 * The text's own `<unk>` becomes `[unk]`, a word like any other, because lmplz refuses it.
 *
 * @param folder Where the files go.
 * @throws {DataError} If WikiText-2 is not at hand; tells how to get it.
 */
export async function writeTexts(folder: string): Promise<void> {
  const load = async (part: "train" | "valid" | "test") =>
    (await loadCorpus("wikitext-2", { part })).lines
      .map((line) => line.replaceAll("<unk>", "[unk]").trim());
  const write = (file: string, lines: string[]) =>
    Deno.writeTextFile(`${folder}/${file}`, `${lines.join("\n")}\n`);
  const train = await load("train");
  for (const tokens of PARTS) await write(trainFile(tokens), firstLines(train, tokens));
  await write(QUERY_FILE, [...await load("valid"), ...await load("test")]);
}

/** The first lines that hold at least so many tokens; all of them where they hold fewer. */
function firstLines(lines: string[], tokens: number): string[] {
  let count = 0;
  const end = lines.findIndex((line) => (count += line.split(/ +/).length) >= tokens);
  return end < 0 ? lines : lines.slice(0, end + 1);
}
