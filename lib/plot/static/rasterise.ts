/**
 * An SVG as PNG, by resvg, with Arimo for its text.
 *
 * @param svg What `toSvg` made.
 * @param scale Pixels of the PNG for each pixel of the SVG.
 * @returns The bytes of the PNG.
 */
export async function rasterise(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg, font } = await (started ??= start());
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontBuffers: [font], defaultFontFamily: "Arimo", loadSystemFonts: false },
  });
  const drawn = picture.render();
  const png = drawn.asPng();
  drawn.free();
  picture.free();
  return png;
}

let started: ReturnType<typeof start> | undefined;

/** Reads resvg's WebAssembly and the font from their npm packages, once. */
async function start() {
  const { initWasm, Resvg } = await import("resvg");
  await initWasm(await read("resvg-binary"));
  await import("arimo", { with: { type: "json" } }); // brings the package that holds the font
  return { Resvg, font: await read("arimo-regular") };
}

/** A file of a package that was imported before. */
async function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return await (await fetch(import.meta.resolve(name))).bytes();
}
