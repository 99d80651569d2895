import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { featureStatistics, sealModel } from "descent/nn";
import {
  type App,
  type AppOptions,
  createApp,
  type ModelStore,
  openStore,
  type StoreOptions,
} from "descent/serve";

/** What a test gets: a store with the model "sum", whose version k answers k · (a + b). */
export type Toy = {
  dir: string;
  store: ModelStore;
  app: App;
  /** Sends JSON, gives status and what came back. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a body as it is. */
  send(path: string, init: RequestInit, client?: string): Promise<Reply>;
};

/** A response that was read. */
export type Reply = {
  status: number;
  headers: Headers;
  text: string;
  // deno-lint-ignore no-explicit-any
  json: any;
};

/** Adds a version that answers `factor` times the sum. */
export async function publishSum(
  store: ModelStore,
  version: string,
  factor: number,
  name = "sum",
): Promise<void> {
  await store.publish(name, version, async (dir) => {
    const kernelInitializer = tf.initializers.constant({ value: factor });
    const layer = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer });
    const model = tf.sequential({ layers: [layer] });
    await sealModel(model, dir, {
      ...{ name, version, created: "2026-01-01T00:00:00Z", licence: "MIT" },
      features: [
        featureStatistics("a", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "m"),
        featureStatistics("b", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      ],
      outputs: [{ name: "total", unit: "m" }],
      ...{ data: [], seeds: {}, metrics: [], versions: {} },
    });
    model.dispose();
  });
}

/** Runs a test on a service with versions 1 and 2 of "sum"; version 1 answers. */
export async function withToy(
  use: (toy: Toy) => Promise<void>,
  options: AppOptions = {},
  storeOptions: StoreOptions = {},
): Promise<void> {
  await useBackend("wasm");
  const dir = await Deno.makeTempDir();
  const store = await openStore(dir, storeOptions);
  const app = createApp(store, options);
  try {
    await publishSum(store, "1", 1);
    await publishSum(store, "2", 2);
    await store.switchTo("sum", "1");
    const send = async (path: string, init: RequestInit, client?: string) => {
      const response = await app.fetch(new Request(`http://localhost${path}`, init), client);
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") ?? false;
      const { status, headers } = response;
      return { status, headers, text, json: isJson && text ? JSON.parse(text) : undefined };
    };
    const type = { "content-type": "application/json" };
    await use({
      ...{ dir, store, app, send },
      post: (path, body, headers = {}) =>
        send(path, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { ...type, ...headers },
        }),
      get: (path, headers = {}) => send(path, { headers }),
    });
  } finally {
    await app.close();
    await Deno.remove(dir, { recursive: true });
  }
}
