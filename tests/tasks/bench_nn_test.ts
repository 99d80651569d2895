import { useBackend } from "descent/backend";
import { assert, assertEquals } from "@std/assert";
import { NN_RACE } from "../../tasks/bench/nn/nn.ts";
import { MODELS } from "../../tasks/bench/nn/ours/create_models.ts";
import { PROBLEMS } from "../../tasks/bench/nn/problems.ts";
import { writeProblems } from "../../tasks/bench/shared/networks/write_problems.ts";

await useBackend("wasm");

for (const { task, input, weights } of PROBLEMS) {
  Deno.test(`PROBLEMS tell the shapes of the model "${task}"`, () => {
    const model = MODELS[task]!(true);
    assertEquals(model.inputs[0]!.shape.slice(1), [...input]);
    assertEquals(model.getWeights().map(({ shape }) => shape), weights.map(({ shape }) => shape));
    model.dispose();
  });
}

Deno.test("NN_RACE wants each model not to be slower than either peer", () => {
  const { tasks, ours, peers, aims } = NN_RACE;
  assertEquals(tasks.map(({ id }) => id), PROBLEMS.map(({ task }) => task));
  const pairs = tasks.flatMap(({ id }) => peers("python3").map((peer) => `${id} ${peer.id} 1`));
  assertEquals(aims.map(({ task, peer, atMost }) => `${task} ${peer} ${atMost}`), pairs);
  assert(aims.every((aim) => aim.ours === ours[0]!.id));
});

Deno.test("writeProblems() writes whole steps of finite numbers, the same each time", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const read = async (name: string) => await Deno.readFile(`${folder}/${name}`);
    await writeProblems(folder, PROBLEMS);
    const first = await read("lstm-x.f32");
    for (const { task, input, batch, steps, weights } of PROBLEMS) {
      const n = batch * steps;
      const x = new Float32Array((await read(`${task}-x.f32`)).buffer);
      assertEquals(x.length, n * input.reduce((a, b) => a * b));
      assert(x.every(Number.isFinite) && x.some((value) => value !== 0));
      assertEquals((await read(`${task}-y.u8`)).length, n);
      for (const [i, { shape }] of weights.entries()) {
        const bytes = await read(`${task}-${i}.f32`);
        assertEquals(bytes.length, 4 * shape.reduce((a, b) => a * b));
      }
    }
    await writeProblems(folder, PROBLEMS);
    assertEquals(await read("lstm-x.f32"), first);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
