// copyRows: copies a block out of one matrix into another: for each of `rows` rows `rowBytes` bytes
// from `from + i * fromStep` to `to + i * toStep`.
//
// from, to          byte addresses; what is written must not overlap what is read
// fromStep, toStep  bytes from one row to the next, rowBytes or more
// rows, rowBytes    counts, 0 or more
// Copies only: no rounding.

export function copyRows(
  from: usize,
  fromStep: usize,
  to: usize,
  toStep: usize,
  rows: i32,
  rowBytes: usize,
): void {
  for (let i = 0; i < rows; i++) {
    memory.copy(to, from, rowBytes);
    from += fromStep;
    to += toStep;
  }
}
