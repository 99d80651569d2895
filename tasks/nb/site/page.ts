import { escapeHtml } from "../html.ts";

/**
 * A page of the site.
 *
 * @param title Its name for the browser, as text.
 * @param body HTML.
 * @returns The text of the file.
 */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: light-dark(#f5f6f8, #1e2127); }
body {
  font: 17px/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 50rem; padding: 1.5rem 1rem 4rem;
  background: light-dark(#fff, #15171b); color: light-dark(#1c1e21, #e6e6e6);
}
a { color: light-dark(#0b57d0, #8ab4f8); }
h1, h2, h3 { line-height: 1.25; margin: 2rem 0 0.8rem; }
nav { display: flex; gap: 1rem; justify-content: space-between; font-size: 0.9rem; }
pre, code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { font-size: 0.82rem; line-height: 1.5; margin: 0; overflow-x: auto; }
p code, li code, td code { font-size: 0.88em; background: var(--soft); padding: 0.1em 0.3em; }
.cell { margin: 1rem 0; }
.code { background: var(--soft); border-left: 3px solid #3b82f6; padding: 0.7rem 0.9rem; }
.output { padding: 0.5rem 0.9rem; overflow-x: auto; }
.output img { max-width: 100%; }
.comment { color: light-dark(#5b6470, #9aa4b2); }
.string { color: light-dark(#0a6640, #8fd19e); }
.number { color: light-dark(#8a3b00, #f0b27a); }
.keyword { color: light-dark(#7a1fa2, #d7a6ff); }
pre.error { color: light-dark(#b00020, #ff8a80); }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid var(--line); padding: 0.25rem 0.7rem; }
ol.lessons { list-style: none; padding: 0; }
ol.lessons li { border-top: 1px solid var(--line); padding: 0.9rem 0; }
ol.lessons a { font-weight: 600; font-size: 1.1rem; }
ol.lessons p { margin: 0.2rem 0 0; }
`;
