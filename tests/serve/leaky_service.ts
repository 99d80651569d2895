/**
 * A service with a hole in it, as a mistake of ours or of a library could make one: the name of the
 * model in a request is taken as a path, and the file's text comes back. Run by a test with the
 * permissions of the real one, and with all; the word on the command line is the folder of models.
 *
 * @module
 */

import { createApp, type LoadedModel, openStore } from "descent/serve";

const [models] = Deno.args;
const store = await openStore(models!);
const app = createApp({
  ...store,
  async open(name) {
    const licence = await Deno.readTextFile(decodeURIComponent(name));
    const passport = { features: [], outputs: [], metrics: [], licence };
    return { name: "x", version: "1", passport } as unknown as LoadedModel;
  },
});
console.error = () => {};
for await (const path of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const address = `http://localhost/v1/models/${encodeURIComponent(path.trim())}/metadata`;
  const response = await app.fetch(new Request(address));
  console.log(response.status, (await response.text()).trim());
}
