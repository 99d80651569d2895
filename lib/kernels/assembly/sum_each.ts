// sumEach: out[i] = sum of x[i * size + j] over j from 0 to size - 1.
//
// x       byte address of n * size floats
// out     byte address of n floats; must not overlap x
// n       count of groups, 0 or more
// size    values in a group, 1 or more
// Added in turn: off by at most size * 2^-24 * sum|x|.

export function sumEach(x: usize, out: usize, n: i32, size: i32): void {
  for (let i = 0; i < n; i++) {
    let sum: f32 = 0;
    for (let j = 0; j < size; j++) {
      sum += load<f32>(x);
      x += 4;
    }
    store<f32>(out, sum);
    out += 4;
  }
}
