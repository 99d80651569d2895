import { join } from "node:path";
import {
  DataError,
  defaultLocker,
  loadAutoMpg,
  loadDiabetes,
  loadDigits8x8,
  loadIris,
  loadMovielens,
  loadWine,
  type Table,
} from "descent/data";
import { columnOf, rowOf } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { tempFolder } from "./toy_locker.ts";

// What a checkout alone holds: DESCENT_DATA must not be needed.
const locker = { ...defaultLocker(), shared: undefined };

// Sums and first rows by Python: csv.reader over the files written from scikit-learn 1.9.1.
const TABLES: [string, () => Promise<Table>, number[], number, number, number[]][] = [
  ["loadIris", () => loadIris({ locker }), [150, 4], 2078.7, 150, [5.1, 3.5, 1.4, 0.2]],
  ["loadWine", () => loadWine({ locker }), [178, 13], 159975.295999, 167, [14.23, 1.71, 2.43]],
  ["loadDiabetes", () => loadDiabetes({ locker }), [442, 10], 276404.2336, 67243, [59, 2, 32.1]],
  ["loadDigits8x8", () => loadDigits8x8({ locker }), [1797, 64], 561718, 8070, [0, 0, 5, 13, 9]],
  ["loadAutoMpg", () => loadAutoMpg({ locker }), [398, 7], NaN, 9358.8, [8, 307, 130, 3504, 12]],
];

for (const [name, load, size, sumX, sumY, first] of TABLES) {
  Deno.test(`${name}() gives the table without DESCENT_DATA`, async () => {
    const { X, y, featureNames, targetName, targetNames, source } = await load();
    assertEquals([X.rows, X.columns], size);
    assertEquals([y.length, featureNames.length], size);
    const sum = X.data.reduce((total, value) => total + value, 0);
    assert(Object.is(sum, sumX) || Math.abs(sum - sumX) < 1e-6, `X adds up to ${sum}`);
    assertAlmostEquals(y.reduce((total, value) => total + value, 0), sumY, 1e-9);
    assertEquals([...rowOf(X, 0)].slice(0, first.length), first);
    assert(targetName !== "" && source.licence !== "" && source.files.length === 1);
    if (targetNames) assertEquals(new Set(y), new Set(targetNames.keys()));
  });
}

Deno.test("loadAutoMpg() lacks six horsepowers and nothing else, and names every car", async () => {
  const { X, featureNames, carNames } = await loadAutoMpg({ locker });
  const missing = featureNames.map((_, j) => columnOf(X, j).filter(Number.isNaN).length);
  assertEquals(missing, [0, 0, 6, 0, 0, 0, 0]);
  assertEquals([carNames.length, carNames.at(-1)], [398, "chevy s-10"]);
  assert(carNames.every((name) => /^[a-z]/.test(name)));
  assertEquals(new Set(columnOf(X, 6)), new Set([1, 2, 3]));
});

Deno.test("loadIris() has 50 flowers of each species", async () => {
  const { y } = await loadIris({ locker });
  assertEquals([0, 1, 2].map((species) => y.filter((label) => label === species).length), [
    50,
    50,
    50,
  ]);
});

Deno.test("loadIris() refuses another file of the same name", async () => {
  const home = await tempFolder();
  const folder = join(home, "sklearn-toy");
  await Deno.mkdir(folder);
  for (const name of ["digits.csv", "iris.csv", "wine.csv", "diabetes_raw.csv"]) {
    await Deno.copyFile(join(locker.home, "sklearn-toy", name), join(folder, name));
  }
  const path = join(folder, "iris.csv");
  const text = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, text.replace("5.1,3.5", "5.2,3.5"));
  const error = await assertRejects(
    () => loadIris({ locker: { ...locker, home } }),
    DataError,
    `Cannot use ${path}: its SHA-256 must be `,
  );
  assert(error.message.endsWith(`run "git checkout -- ${home.split("/").at(-1)}/sklearn-toy"`));
});

Deno.test("loadMovielens() says what it needs where it is not on this machine", async () => {
  const dir = await tempFolder();
  await assertRejects(
    () => loadMovielens({ dir }),
    DataError,
    `Cannot find movielens-latest-small: its 3 files must lie in ` +
      `${join(dir, "movielens-latest-small")} or ${dir}; set DESCENT_DATA to a folder that holds ` +
      `the files of "deno task data --list movielens-latest-small"`,
  );
});

const shared = Deno.env.get("DESCENT_DATA");
Deno.test({
  name: "loadMovielens() gives every rating and every film",
  ignore: shared === undefined || !exists(join(shared, "movielens-latest-small")),
  fn: async () => {
    const { userIds, filmIds, ratings, times, films, source } = await loadMovielens();
    assertEquals([userIds, filmIds, ratings, times].map((list) => list.length), [
      100_836,
      100_836,
      100_836,
      100_836,
    ]);
    assertEquals([userIds[0], filmIds[0], ratings[0], times[0]], [1, 1, 4, 964982703]);
    assertEquals(films.size, 9742);
    assertEquals(films.get(11)?.title, "American President, The (1995)");
    assertEquals([new Set(userIds).size, new Set(filmIds).size], [610, 9724]);
    assertEquals(source.files.map(({ name }) => name), ["ratings.csv", "movies.csv"]);
  },
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
