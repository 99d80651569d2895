import { cannot } from "../core/mod.ts";

/** How large a WebAssembly memory is, in pages of 64 KiB. */
export type MemoryLimits = { initial: number; maximum: number };

/** A WebAssembly module's bytes that want their memory given, and the limits it must have. */
export type SharedBinary = { binary: Uint8Array<ArrayBuffer>; limits: MemoryLimits };

const IMPORT = 2;
const MEMORY = 5;
/** A page number that no 32-bit module exceeds: 4 GiB. */
const MOST_PAGES = 65_536;
/** The limits' flags of the binary format: there is a maximum (1), and the memory is shared (2). */
const SHARED = 3;

/**
 * Rewrites a WebAssembly module so that it imports its memory, as one that threads may share. Nothing
 * else in it changes: sections are copied as they are.
 *
 * A module with a memory of its own gets one more import, last; one that imports its memory already
 * keeps that import and has its limits changed.
 *
 * @param module The module's bytes.
 * @param name How the new import is called, where there was none.
 * @param limits The limits of a memory that is imported already. @default 1 to 65,536 pages
 * @returns The new bytes, and the limits that the memory must be made with.
 * @throws {SyntaxError} If these are not a module's bytes, or it has no memory.
 *
 * @example
 * ```ts
 * import { readKernels, shareMemory } from "descent/kernels";
 *
 * const limits = { initial: 1, maximum: 16 };
 * const { binary } = shareMemory(readKernels()["kernels.wasm"], ["env", "memory"], limits);
 * const memory = new WebAssembly.Memory({ ...limits, shared: true });
 * new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
 * ```
 */
export function shareMemory(
  module: Uint8Array,
  name: readonly [module: string, field: string],
  limits: MemoryLimits = { initial: 1, maximum: MOST_PAGES },
): SharedBinary {
  const sections = readSections(module);
  const imports = sections.find(({ id }) => id === IMPORT)?.body ?? new Uint8Array([0]);
  const own = sections.find(({ id }) => id === MEMORY);
  const wanted = own ? readOwnLimits(own.body) : limits;
  const section = {
    id: IMPORT,
    body: own ? withMemoryImport(imports, name, wanted) : withLimits(imports, wanted),
  };
  const others = sections.filter(({ id }) => id !== MEMORY && id !== IMPORT);
  const next = others.findIndex(({ id }) => id > IMPORT);
  others.splice(next < 0 ? others.length : next, 0, section);
  return { binary: write(others), limits: wanted };
}

type Section = { id: number; body: Uint8Array };

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function readSections(module: Uint8Array): Section[] {
  if (HEADER.some((byte, index) => module[index] !== byte)) {
    throw new SyntaxError(
      cannot("share a module's memory", "the bytes must be a WebAssembly module"),
    );
  }
  const reader = new Reader(module, HEADER.length);
  const sections: Section[] = [];
  while (!reader.atEnd) sections.push({ id: reader.byte(), body: reader.bytes(reader.number()) });
  return sections;
}

function readOwnLimits(body: Uint8Array): MemoryLimits {
  const reader = new Reader(body);
  reader.number(); // how many memories: one
  return readLimits(reader);
}

function readLimits(reader: Reader): MemoryLimits {
  const flags = reader.byte();
  const initial = reader.number();
  return { initial, maximum: flags & 1 ? reader.number() : MOST_PAGES };
}

function withMemoryImport(
  body: Uint8Array,
  [module, field]: readonly [string, string],
  limits: MemoryLimits,
): Uint8Array {
  const reader = new Reader(body);
  const count = reader.number();
  return Uint8Array.from([
    ...number(count + 1),
    ...body.subarray(reader.at),
    ...text(module),
    ...text(field),
    2, // an import of a memory
    ...sharedLimits(limits),
  ]);
}

/** The import section of a module that imports its memory alone, with other limits. */
function withLimits(body: Uint8Array, limits: MemoryLimits): Uint8Array {
  const reader = new Reader(body);
  if (reader.number() !== 1 || !reader.text() || !reader.text() || reader.byte() !== 2) {
    const needed = "it must have a memory, its own or as its only import";
    throw new SyntaxError(cannot("share a module's memory", needed));
  }
  return Uint8Array.from([...body.subarray(0, reader.at), ...sharedLimits(limits)]);
}

function sharedLimits({ initial, maximum }: MemoryLimits): number[] {
  return [SHARED, ...number(initial), ...number(maximum)];
}

function write(sections: Section[]): Uint8Array<ArrayBuffer> {
  const parts = sections.map(({ id, body }) => [[id, ...number(body.length)], body] as const)
    .flat();
  const binary = new Uint8Array(parts.reduce((sum, part) => sum + part.length, HEADER.length));
  binary.set(HEADER);
  let at = HEADER.length;
  for (const part of parts) {
    binary.set(part, at);
    at += part.length;
  }
  return binary;
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...number(bytes.length), ...bytes];
}

/** An unsigned LEB128 number, as the binary format writes them: seven bits a byte, lowest first. */
function number(value: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = value >>> 7;
    bytes.push(value & 127 | (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}

class Reader {
  constructor(private readonly source: Uint8Array, public at = 0) {}

  get atEnd(): boolean {
    return this.at >= this.source.length;
  }

  byte(): number {
    const byte = this.source[this.at++];
    if (byte !== undefined) return byte;
    throw new SyntaxError(cannot("share a module's memory", "the module must not be cut short"));
  }

  bytes(count: number): Uint8Array {
    this.at += count;
    if (this.at <= this.source.length) return this.source.subarray(this.at - count, this.at);
    throw new SyntaxError(cannot("share a module's memory", "the module must not be cut short"));
  }

  number(): number {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.number()));
  }
}
