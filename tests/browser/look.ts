import type { Page } from "./page.ts";

/** What there is to see in a picture. */
export type Seen = {
  /** The share of pixels that the most frequent colour has. */
  commonest: number;
  /** How many colours there are, of 16 steps a channel. */
  colours: number;
  /** The share of the width over which pixels of other colours than that spread. */
  width: number;
  /** The same of the height. */
  height: number;
};

/**
 * Looks at a picture. An empty one has one colour; one with a title alone does not spread.
 *
 * @param page Any page; its browser takes the picture apart.
 * @param png The picture.
 */
export async function look(page: Page, png: Uint8Array): Promise<Seen> {
  return await page.value<Seen>(`(${count})("data:image/png;base64,${png.toBase64()}")`);
}

/** Runs in the browser. */
const count = `async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const counts = new Map();
  const colourAt = (i) => (data[i] >> 4 << 8) | (data[i + 1] >> 4 << 4) | data[i + 2] >> 4;
  for (let i = 0; i < data.length; i += 4) {
    counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1);
  }
  const [[ground, often]] = [...counts].sort((a, b) => b[1] - a[1]);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (colourAt(4 * (y * width + x)) === ground) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  return {
    commonest: often / (width * height),
    colours: counts.size,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}`;
