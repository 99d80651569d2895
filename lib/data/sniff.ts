/**
 * Says what the first bytes of a file look like, for the error that must tell a person what lies
 * there instead of the file that was wanted.
 *
 * @param head The first bytes; 512 are plenty.
 * @returns A noun phrase: `"a Git LFS pointer"`, `"an HTML page"`, or the first bytes in hexadecimal.
 */
export function sniff(head: Uint8Array): string {
  if (head.length === 0) return "an empty file";
  const start = String.fromCharCode(...head.subarray(0, 512)); // one character a byte
  const known = BINARY.find(([signature]) => start.startsWith(signature)) ??
    PAGES.find(([pattern]) => pattern.test(start));
  if (known) return known[1];
  if (start.split("").every(isTextual)) return `text that starts with ${quote(start)}`;
  const bytes = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"));
  return `the bytes ${bytes.join(" ")}`;
}

const BINARY: [string, string][] = [
  ["\x93NUMPY", "a NumPy .npy array"],
  ["PK\x03\x04", "a ZIP archive"],
  ["\x1f\x8b", "gzip data"],
  ["BZh", "bzip2 data"],
  ["\xfd7zXZ", "xz data"],
  ["\x28\xb5\x2f\xfd", "zstd data"],
  ["\x89PNG", "a PNG picture"],
  ["\x89HDF", "an HDF5 file"],
];

const PAGES: [RegExp, string][] = [
  [/^version https:\/\/git-lfs\.github\.com\/spec\//, "a Git LFS pointer"],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)/i, "an HTML page"],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml/i, "an XML page"], // the errors of storage services
];

function isTextual(character: string): boolean {
  return character >= " " && character <= "~" || "\t\r\n".includes(character);
}

function quote(text: string): string {
  const line = text.trimStart().split(/[\r\n]/)[0] ?? "";
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 40)}…` : line);
}
