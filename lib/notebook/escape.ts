/**
 * Text that means itself inside HTML, also within a quoted attribute.
 *
 * @param text Any text.
 * @returns The text with `& < > " '` written as entities.
 */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
