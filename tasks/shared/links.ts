import type { SourceFile } from "./files.ts";
import type { Finding } from "./findings.ts";

/**
 * The relative links of Markdown files that lead nowhere. Links to other sites are not followed.
 *
 * @param files All Markdown files of the project.
 * @param exists Whether a path from the project's root is there.
 * @returns One finding for each link without a file or without the heading that it names.
 */
export function checkLinks(files: SourceFile[], exists: (path: string) => boolean): Finding[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files.flatMap(({ path, text }) =>
    linksOf(text).flatMap(({ link, line }) => {
      const { pathname, hash } = new URL(link, `file:///${path}`);
      const target = decodeURIComponent(pathname.slice(1));
      const page = texts.get(target);
      const lands = exists(target) && (!hash || !page || headings(page).includes(hash.slice(1)));
      return lands ? [] : [{ path, line, rule: `link leads nowhere: ${link}` }];
    })
  );
}

function linksOf(text: string): { link: string; line: number }[] {
  return withoutCode(text).split("\n").flatMap((content, index) =>
    [...content.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)]
      .map((match) => ({ link: match[1]!, line: index + 1 }))
      .filter(({ link }) => !/^[a-z][a-z+.-]*:/i.test(link))
  );
}

/** Code blocks and code in lines blanked out, line breaks kept. */
function withoutCode(text: string): string {
  return text.replace(
    /^( *)(`{3,}|~{3,})[^]*?^ *\2|`[^`\n]*`/gm,
    (code) => code.replace(/[^\n]/g, " "),
  );
}

/** The names by which the headings of a page can be linked to, as GitHub makes them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ +(.+?) *#*$/gm)].map((match) =>
    match[1]!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}
