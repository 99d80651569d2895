/** A point on the page, in pixels; the larger its depth, the nearer it is. */
export type Point = { x: number; y: number; depth: number };

/** From where the middle of the box is seen, as in the interactive figure. */
const EYE = [1.65, 1.65, 1.32] as const;

/**
 * How a cube with corners from (0, 0, 0) to (1, 1, 1) is seen from far away, fitted into a page.
 *
 * @param width Room across, in pixels.
 * @param height Room downwards, in pixels.
 * @param top Pixels kept free above.
 * @returns A function from the cube to the page.
 */
export function projection(width: number, height: number, top: number) {
  const far = Math.hypot(...EYE);
  const flat = Math.hypot(EYE[0], EYE[1]);
  const [cos, sin] = [EYE[0] / flat, EYE[1] / flat];
  const [rise, level] = [EYE[2] / far, flat / far];
  const across = cos + sin; // width of the seen cube, in its sides
  const tall = level + rise * across;
  const fitting = Math.min((width - 150) / across, (height - top - 90) / tall);
  const scale = Math.max(20, fitting); // a tiny page loses labels before it loses the surface
  const [midX, midY] = [width / 2, top + (height - top) / 2 - 12];
  return (x: number, y: number, z: number): Point => {
    const [a, b, c] = [x - 0.5, y - 0.5, z - 0.5];
    return {
      x: midX + scale * (cos * b - sin * a),
      y: midY - scale * (level * c - rise * (cos * a + sin * b)),
      depth: level * (cos * a + sin * b) + rise * c,
    };
  };
}
