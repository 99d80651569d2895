import { useBackend } from "descent/backend";
import { openStore, type Routing } from "descent/serve";
import type { RouteOptions } from "./options.ts";

/** Changes which version answers, in one step, once the version is known to load. */
export async function changeRoute({ models, model, change }: RouteOptions): Promise<void> {
  await useBackend("wasm");
  const store = await openStore(models);
  try {
    console.log(inWords(model, await changed()));
  } finally {
    await store.close();
  }

  function changed(): Promise<Routing> {
    if (change.kind === "switch") return store.switchTo(model, change.version);
    if (change.kind === "rollback") return store.rollback(model);
    if (change.kind === "canary") return store.route(model, { canary: change.canary });
    return store.route(model, { shadow: change.shadow });
  }
}

/** A routing as a sentence. */
export function inWords(model: string, { current, previous, canary, shadow }: Routing): string {
  const share = canary && Number((100 * canary.share).toPrecision(4));
  return [
    `${model}: version ${current} answers`,
    canary && `version ${canary.version} answers ${share} % of the clients`,
    shadow !== undefined && `version ${shadow} is asked too`,
    previous !== undefined && `version ${previous} answered before`,
  ].filter(Boolean).join("; ");
}
