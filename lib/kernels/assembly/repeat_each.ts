// repeatEach: out[i * times + j] = x[i] for j from 0 to times - 1.
//
// x       byte address of n floats
// out     byte address of n * times floats; must not overlap x
// n       count, 0 or more
// times   how often each value stands in the output, 1 or more
// Copies only: no rounding.

export function repeatEach(x: usize, out: usize, n: i32, times: i32): void {
  for (let i = 0; i < n; i++) {
    const value = load<f32>(x);
    x += 4;
    for (let j = 0; j < times; j++) {
      store<f32>(out, value);
      out += 4;
    }
  }
}
