import { globalMaxGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, integers, range } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`globalMaxGrad(), ${arena.build}, agrees with the plain loop where maxima are many`, () => {
    for (const channels of range(1, 9)) {
      for (const [batch, places] of [[0, 3], [1, 1], [3, 5]] as const) {
        const x = integers(batch * places * channels, 1);
        const y = new Float32Array(batch * channels).fill(-Infinity);
        x.forEach((value, at) => {
          const to = Math.floor(at / (places * channels)) * channels + at % channels;
          y[to] = Math.max(y[to]!, value);
        });
        const dy = floats(batch * channels, 2);
        const actual = arena.run(x.length, (dx) => {
          const [from, top] = [arena.input(x), arena.input(y)];
          arena.kernels.globalMaxGrad(from, top, arena.input(dy), dx, batch, places, channels);
        });
        const expected = globalMaxGrad(x, y, dy, places, channels);
        assertSame(actual, expected, `${batch} images, ${places} places, ${channels} channels`);
      }
    }
  });
}
