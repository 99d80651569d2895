/**
 * `deno task profile`: where the time of a training step, or of a prediction, goes.
 *
 * @module
 */

import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { runTask } from "./cli/errors.ts";
import { checkOutput, writing } from "./cli/outputs.ts";
import { helpText } from "./profile/help.ts";
import { parseProfileOptions, type ProfileOptions } from "./profile/options.ts";
import { profileText } from "./profile/text.ts";

if (import.meta.main) {
  await runTask(async () => {
    const options = parseProfileOptions(Deno.args);
    if (options.help) return console.log(helpText());
    await run(options);
  });
}

async function run({ json, ...request }: ProfileOptions): Promise<void> {
  const output = json === undefined ? undefined : outputOf(json);
  if (output) await checkOutput(output);
  const { profile } = await import("./profile/run.ts"); // TensorFlow.js, which --help does not need
  const found = await profile(request);
  console.log(profileText(found));
  if (!output) return;
  await writing(output, async () => {
    await Deno.mkdir(dirname(output.path), { recursive: true });
    await writeAtomic(output.path, `${JSON.stringify(found, null, 2)}\n`);
  });
}

function outputOf(path: string) {
  return { option: "--json", what: "the profile", path, kind: "file", bytes: 20_000 } as const;
}
