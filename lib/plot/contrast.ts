/**
 * Contrast of two colours: 1 (the same) to 21 (black on white). Text needs 4.5, lines and areas 3.
 *
 * @param a A colour as "#rrggbb".
 * @param b Another.
 * @returns The ratio of their luminances, each with 0.05 added for stray light.
 *
 * Source: W3C, Web Content Accessibility Guidelines 2.2, "contrast ratio".
 */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = linearRgb(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Red, green and blue of "#rrggbb" as amounts of light from 0 to 1 (sRGB). */
export function linearRgb(colour: string): [number, number, number] {
  return [1, 3, 5].map((i) => {
    const share = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}
