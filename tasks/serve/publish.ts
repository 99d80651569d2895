import { useBackend } from "descent/backend";
import { cannot } from "descent/core";
import { loadSealedModel, readPassport } from "descent/nn";
import { openStore } from "descent/serve";
import type { Places } from "./options.ts";
import { inWords } from "./route.ts";

/** Takes a sealed model in under the name and version of its passport. */
export async function publish(
  { models, folder, switch: alsoSwitch }: Places & { folder: string; switch: boolean },
): Promise<void> {
  await useBackend("wasm");
  const { name, version } = await readPassport(folder);
  const store = await openStore(models);
  try {
    await store.publish(name, version, async (to) => {
      await copyFiles(folder, to);
      const { model } = await loadSealedModel(to); // stops here if a file is damaged
      model.dispose();
    });
    console.log(`${name}: version ${version} is published`);
    if (alsoSwitch) console.log(inWords(name, await store.switchTo(name, version)));
    else console.log(`Let it answer:  deno task serve switch ${name} ${version}`);
  } finally {
    await store.close();
  }
}

async function copyFiles(from: string, to: string): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (!isFile) {
      const needed = "the folder must hold files alone, as sealModel writes them";
      throw new RangeError(cannot("publish a model", needed, name));
    }
    await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
