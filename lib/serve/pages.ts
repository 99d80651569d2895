import type { Passport } from "../nn/mod.ts";
import type { OpenApi } from "./openapi.ts";
import { PAGE_SCRIPT } from "./page_script.ts";
import { PAGE_STYLE } from "./page_style.ts";

/**
 * What people see: `/`, where they ask a model, `/docs`, and what both load.
 *
 * @param path One of `/`, `/docs`, `/page.js`, `/page.css`.
 * @param passports Of every model, by name.
 * @param document The service's description.
 * @returns The response.
 */
export function pageOf(
  path: string,
  passports: ReadonlyMap<string, Passport>,
  document: OpenApi,
): Response {
  if (path === "/page.js") return text(PAGE_SCRIPT, "text/javascript");
  if (path === "/page.css") return text(PAGE_STYLE, "text/css");
  const isDocs = path === "/docs";
  const html = page(isDocs ? docs(document) : home(passports), isDocs ? "" : keyField(document));
  return text(html, "text/html");
}

function text(content: string, type: string): Response {
  return new Response(content, { headers: { "content-type": `${type}; charset=utf-8` } });
}

function page(body: string, more: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Models of Descent</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" type="module"></script>
</head>
<body>
<header><a href="/">Ask a model</a> <a href="/docs">How to ask by program</a>
${more}</header>
${body}
</body>
</html>
`;
}

/** Pixels of the page for a pixel of an image, so that strokes are smooth. */
const ZOOM = 10;

/** A form for every model: a field to draw in for a square image, else a field a number. */
function home(passports: ReadonlyMap<string, Passport>): string {
  if (passports.size === 0) return "<main><p>There is no model yet.</p></main>";
  return `<main>${[...passports].map(([name, passport]) => form(name, passport)).join("")}</main>`;
}

/** Where a key is typed, if one is needed. */
function keyField({ components }: OpenApi): string {
  const field = `<input id="key" type="password" autocomplete="off">`;
  return components["securitySchemes"] ? `<label>API key ${field}</label>` : "";
}

function form(name: string, { features, version, metrics, outputs }: Passport): string {
  const side = Math.sqrt(features.length);
  const isImage = features.length >= 64 && Number.isInteger(side);
  const scale = Math.max(...features.map(({ max }) => max));
  const fields = isImage
    ? `<canvas class="draw" width="${ZOOM * side}" height="${ZOOM * side}" data-side="${side}"
 data-scale="${scale}" role="img" aria-label="Draw here"></canvas>
<button type="button" class="clear">Clear</button>`
    : features.map(({ name, unit, mean, min, max }) =>
      `<label>${escape(name)}${unit ? ` <small>${escape(unit)}</small>` : ""}
<input name="${escape(name)}" type="number" step="any" value="${rounded(mean)}"
 title="${rounded(min)} to ${rounded(max)} in training" required></label>`
    ).join("\n");
  const scores = metrics.map(({ name, value, interval, n }) => {
    const range = interval ? ` (${rounded(interval[0])} to ${rounded(interval[1])})` : "";
    return `${name} ${rounded(value)}${range} on ${n} examples`;
  });
  return `<section data-model="${escape(name)}">
<h1>${escape(name)} <small>version ${escape(version)}</small></h1>
<p>${escape([told(outputs.map(({ name }) => name)), ...scores].join("; "))}</p>
<form class="${isImage ? "image" : "numbers"}">${fields}
<button>Predict</button></form>
<output aria-live="polite"></output>
<p class="wrong" role="alert"></p>
<div class="effects"></div>
</section>`;
}

/** What comes out: all of a few, else the first and the last. */
function told(names: string[]): string {
  const few = names.length > 5 ? [names[0], "…", names.at(-1)] : names;
  return `Tells ${few.join(", ")}`;
}

function docs({ paths, servers }: OpenApi): string {
  const list = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const details = escape(JSON.stringify(withoutSummary(operation), null, 2));
      return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code>
 ${escape(operation.summary)}</summary><pre>${details}</pre></details>`;
    })
  );
  const curl = `curl ${servers[0]!.url}/predict -H 'content-type: application/json' \\
  -d '{"features": [...]}'`;
  return `<main><h1>How to ask by program</h1>
<pre>${escape(curl)}</pre>
<p>The whole description: <a href="/openapi.json">openapi.json</a>.
Errors come as <code>application/problem+json</code>.</p>
${list.join("\n")}</main>`;
}

function withoutSummary({ summary: _, ...rest }: { summary: string }): object {
  return rest;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
