import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { useBackend } from "descent/backend";
import { openStore } from "descent/serve";
import { publishSum, withToy } from "./toys.ts";

await useBackend("wasm");

Deno.test("a version is published whole or not at all, and once", async () => {
  await withToy(async ({ store, dir }) => {
    const failing = () =>
      store.publish("sum", "3", async (to) => {
        await Deno.writeTextFile(`${to}/model.json`, "{");
        throw new Error("the disk is full");
      });
    await assertRejects(failing, Error, "the disk is full");
    assertEquals(await store.versions("sum"), ["1", "2"]);
    assertEquals([...Deno.readDirSync(`${dir}/sum`)].length, 3); // two versions and the routing
    await assertRejects(
      () => publishSum(store, "2", 3),
      RangeError,
      `Cannot publish a model: a version is written once: "${dir}/sum/2" is there already`,
    );
    await assertRejects(
      () => publishSum(store, "../x", 3),
      RangeError,
      'Cannot publish a model: names must be letters, digits, dots, dashes and underscores, got "../x"',
    );
    await publishSum(store, "10", 10);
    assertEquals(await store.versions("sum"), ["1", "2", "10"]);
  });
});

Deno.test("a switch, a roll-back and their pointer on disk", async () => {
  await withToy(async ({ store, post, dir }) => {
    const asked = async () => (await post("/predict", { features: [1, 2] })).json.prediction;
    assertEquals(await store.switchTo("sum", "2"), { current: "2", previous: "1" });
    assertEquals(await asked(), 6);
    assertEquals(await store.rollback("sum"), { current: "1", previous: "2" });
    assertEquals(await asked(), 3);
    const pointer = JSON.parse(await Deno.readTextFile(`${dir}/sum/routing.json`));
    assertEquals(pointer, { current: "1", previous: "2" });
    await assertRejects(
      () => store.switchTo("sum", "7"),
      RangeError,
      'Cannot switch the version: the version of "sum" must be one of 1, 2, got "7"',
    );
    await assertRejects(
      () => store.switchTo("x", "1"),
      RangeError,
      'Cannot switch the version: the version of "x" must be one of none yet ' +
        '(see "deno task serve publish"), got "1"',
    );
    await assertRejects(
      () => store.rollback("x"),
      RangeError,
      'Cannot roll back: the model must be one of sum, got "x"',
    );
  });
});

Deno.test("a damaged version is never switched to", async () => {
  await withToy(async ({ store, dir, post }) => {
    const weights = [...Deno.readDirSync(`${dir}/sum/2`)].find(({ name }) => name.endsWith(".bin"));
    await Deno.writeFile(`${dir}/sum/2/${weights!.name}`, new Uint8Array(12));
    await assertRejects(() => store.switchTo("sum", "2"), SyntaxError, "SHA-256");
    assertEquals(store.routing("sum")!.current, "1");
    assertEquals((await post("/predict", { features: [1, 2] })).json.version, "1");
  });
});

Deno.test("another process's switch is followed by refresh()", async () => {
  await withToy(async ({ store, dir, post }) => {
    const other = await openStore(dir);
    await other.switchTo("sum", "2");
    await other.close();
    assertEquals((await post("/predict", { features: [1, 2] })).json.version, "1");
    await store.refresh();
    assertEquals((await post("/predict", { features: [1, 2] })).json.version, "2");
  });
});

Deno.test("a canary answers its share of clients, each always alike", async () => {
  await withToy(async ({ store, send }) => {
    await store.route("sum", { canary: { version: "2", share: 0.25 } });
    const body = JSON.stringify({ features: [1, 2] });
    const ask = async (client: string) => {
      const headers = { "content-type": "application/json" };
      return (await send("/predict", { method: "POST", body, headers }, client)).json.version;
    };
    const versions: string[] = [];
    for (let i = 0; i < 400; i++) versions.push(await ask(`10.0.0.${i}`));
    const share = versions.filter((version) => version === "2").length / 400;
    assert(share > 0.18 && share < 0.32, `${share}`); // 3 standard deviations
    for (let i = 0; i < 400; i += 40) assertEquals(await ask(`10.0.0.${i}`), versions[i]);
    await store.route("sum", { canary: undefined });
    assertEquals(await ask("10.0.0.1"), "1");
  });
});

Deno.test("a shadow is asked too, and nobody sees it or waits for it", async () => {
  await withToy(async ({ store, post, get }) => {
    await store.route("sum", { shadow: "2" });
    for (let i = 0; i < 3; i++) {
      assertEquals((await post("/predict", { features: [1, 2] })).json.prediction, 3);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { text } = await get("/metrics");
    assert(text.includes('descent_shadow_rows_total{model="sum",version="2"} 3\n'), text);
  });
});

Deno.test("no request is lost or wrong while versions are switched under load", async () => {
  await withToy(async ({ store, post }) => {
    let going = true;
    const answers: { status: number; prediction: number; version: string }[] = [];
    const client = async () => {
      while (going) {
        const { status, json } = await post("/predict", { features: [1, 2] });
        answers.push({ status, ...json });
        await new Promise((resolve) => setTimeout(resolve, 0)); // as a network would
      }
    };
    const clients = Array.from({ length: 8 }, client);
    for (let i = 0; i < 30; i++) {
      await store.switchTo("sum", i % 2 === 0 ? "2" : "1");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    going = false;
    await Promise.all(clients);
    assert(answers.length > 100, `${answers.length}`);
    for (const { status, prediction, version } of answers) {
      assertEquals([status, prediction], [200, version === "1" ? 3 : 6]);
    }
    assertEquals(new Set(answers.map(({ version }) => version)).size, 2);
  }, { perMinute: 1e9 });
});

Deno.test("models that nothing leads to any more are freed", async () => {
  const before = tf.memory().numTensors;
  await withToy(async ({ store, post }) => {
    for (let i = 0; i < 6; i++) {
      await store.switchTo("sum", i % 2 === 0 ? "2" : "1");
      await post("/predict", { features: [1, 2] });
    }
  });
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("a model that was just opened answers, though its version is switched at once", async () => {
  await withToy(async ({ store }) => {
    for (let i = 0; i < 10; i++) {
      const version = i % 2 === 0 ? "2" : "1";
      const [[answer]] = await Promise.all([
        store.open("sum").then((model) => model!.predict([[1, 2]])),
        store.switchTo("sum", version),
      ]);
      assertEquals(answer![0], version === "2" ? 3 : 6);
    }
  });
});

Deno.test("refresh() keeps what answers where the new version is damaged", async () => {
  await withToy(async ({ store, dir, post }) => {
    const path = `${dir}/sum/routing.json`;
    const versionNow = async () => (await post("/predict", { features: [1, 2] })).json.version;
    for (const text of ['{"current":"9"}', "{", '{"current":"../1"}', '{"currant":"2"}', "[]"]) {
      await Deno.writeTextFile(path, text);
      await assertRejects(() => store.refresh());
      assertEquals(await versionNow(), "1", text);
    }
    await assertRejects(
      () => store.refresh(),
      SyntaxError,
      `Cannot open the models: the file "${path}" must say which version answers`,
    );
    await Deno.writeTextFile(path, '{"current":"2"}');
    await store.refresh();
    assertEquals(await versionNow(), "2");
    await Deno.remove(path);
    await store.refresh();
    assertEquals(store.names(), []);
  });
});

Deno.test("openStore() says that a folder cannot be read", async () => {
  const file = await Deno.makeTempFile();
  await assertRejects(
    () => openStore(file),
    TypeError,
    `Cannot open the models: the folder "${file}" must be readable`,
  );
  await Deno.remove(file);
});
