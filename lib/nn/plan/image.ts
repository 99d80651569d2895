/** The shape of an image; a sequence is one that is one row high. */
export function asImage(shape: readonly number[]): [number, number, number] {
  return (shape.length === 2 ? [1, ...shape] : shape) as [number, number, number];
}

/** Height and width of a window or its step; that of a sequence is one row high. */
export function asWindow(sizes: readonly number[]): [number, number] {
  return (sizes.length === 1 ? [1, ...sizes] : sizes) as [number, number];
}
