// packColumns: writes `columns` columns of a matrix as rows: out[j * outStep + i] = b[i, j].
//
// b              byte address of element (0, 0) of a float32 matrix
// rowStep        bytes from one row to the next
// columnStep     bytes from one column to the next
// rows, columns  how many are packed, 0 or more
// out            byte address of columns × outStep bytes; outStep at least 4 * rows bytes
// Copies only: no rounding.

import { transpose2, transpose4 } from "./lanes";

export function packColumns(
  b: usize,
  rowStep: usize,
  columnStep: usize,
  rows: i32,
  columns: i32,
  out: usize,
  outStep: usize,
): void {
  if (rowStep == 4) { // a column is already in one piece
    for (let j = 0; j < columns; j++) {
      memory.copy(out + <usize>j * outStep, b + <usize>j * columnStep, <usize>rows << 2);
    }
    return;
  }
  let j = 0;
  if (columnStep == 4) {
    for (; j + 4 <= columns; j += 4) {
      let from = b + (<usize>j << 2);
      let to = out + <usize>j * outStep;
      let i = 0;
      for (; i + 4 <= rows; i += 4) { // a tile of four by four
        transpose4(from, rowStep, to, outStep);
        from += 4 * rowStep;
        to += 16;
      }
      if (i + 2 <= rows) { // a tile of two by four
        transpose2(from, rowStep, to, outStep);
        from += 2 * rowStep;
        to += 8;
        i += 2;
      }
      if (i < rows) { // the last row, where their number is odd
        store<f32>(to, load<f32>(from));
        store<f32>(to + outStep, load<f32>(from, 4));
        store<f32>(to + 2 * outStep, load<f32>(from, 8));
        store<f32>(to + 3 * outStep, load<f32>(from, 12));
      }
    }
  }
  for (; j < columns; j++) { // the 0 to 3 columns left, or all of them at odd strides
    let from = b + <usize>j * columnStep;
    let to = out + <usize>j * outStep;
    for (let i = 0; i < rows; i++) {
      store<f32>(to, load<f32>(from));
      from += rowStep;
      to += 4;
    }
  }
}
