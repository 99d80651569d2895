// gather: out[i] = x[index[i]], whole rows at a time.
//
// x         byte address of the rows
// index     byte address of n int32 row numbers, each 0 to rows - 1 (the caller checks)
// out       byte address of n rows; must not overlap x
// n         count of rows to copy, 0 or more
// rowBytes  bytes of one row, 0 or more
// Copies only: no rounding.

export function gather(x: usize, index: usize, out: usize, n: i32, rowBytes: i32): void {
  for (let i = 0; i < n; i++) {
    memory.copy(out, x + <usize>load<i32>(index) * rowBytes, rowBytes);
    index += 4;
    out += rowBytes;
  }
}
