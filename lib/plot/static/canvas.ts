import { encodePng } from "./png.ts";

/** A canvas element as far as it is used here. */
type Canvas = { width: number; height: number };

/** What was painted on each canvas, 4 bytes a pixel. */
const painted = new WeakMap<Canvas, Uint8ClampedArray>();

/** Pictures that were handed out under a name and wait to be packed. */
const waiting: { width: number; height: number; pixels: Uint8ClampedArray }[] = [];

/** The painting calls that plotly.js makes for heatmaps; stands in for a canvas's `getContext`. */
export function canvasContext(this: Canvas, kind: string): unknown {
  if (kind !== "2d") return null;
  const { width, height } = this;
  const pixels = pixelsOf(this);
  return {
    canvas: this,
    fillStyle: "rgb(0, 0, 0)",
    fillRect(this: { fillStyle: string }, x: number, y: number, w: number, h: number) {
      const colour = colourBytes(this.fillStyle);
      const [left, right] = [Math.max(0, Math.round(x)), Math.min(width, Math.round(x + w))];
      for (let j = Math.max(0, Math.round(y)); j < Math.min(height, Math.round(y + h)); j++) {
        for (let i = left; i < right; i++) pixels.set(colour, (j * width + i) * 4);
      }
    },
    clearRect() {},
    createImageData: (w: number, h: number) => (
      { width: w, height: h, data: new Uint8ClampedArray(w * h * 4) }
    ),
    putImageData(image: { data: Uint8ClampedArray }) {
      pixels.set(image.data);
    },
    measureText: (text: string) => ({ width: text.length * 7 }),
  };
}

/** A name for the picture; stands in for a canvas's `toDataURL`, which cannot wait for packing. */
export function canvasUrl(this: Canvas): string {
  waiting.push({ width: this.width, height: this.height, pixels: pixelsOf(this).slice() });
  return `canvas:${waiting.length - 1};`;
}

/**
 * Puts the pictures into the SVG in the place of their names, as PNG.
 *
 * @param svg What plotly.js made.
 * @returns The SVG that needs nothing else. The pictures are forgotten.
 */
export async function finishPictures(svg: string): Promise<string> {
  const pictures = await Promise.all(waiting.splice(0).map(encodePng));
  return svg.replace(
    /canvas:(\d+);/g,
    (_, i) => `data:image/png;base64,${pictures[Number(i)]!.toBase64()}`,
  );
}

function pixelsOf(canvas: Canvas): Uint8ClampedArray {
  const size = canvas.width * canvas.height * 4;
  const held = painted.get(canvas);
  if (held?.length === size) return held;
  const fresh = new Uint8ClampedArray(size);
  painted.set(canvas, fresh);
  return fresh;
}

/** The four bytes of "rgb(r, g, b)" or "rgba(r, g, b, a)". */
function colourBytes(style: string): number[] {
  const [r = 0, g = 0, b = 0, a = 1] = style.match(/[\d.]+/g)?.map(Number) ?? [];
  return [r, g, b, a * 255];
}
