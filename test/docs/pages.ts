import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

export const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** All pages, by path in the project. */
export const PAGES: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "components/README.md",
  "policy/README.md",
  "simulator/README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file.replaceAll("\\", "/")}`),
];

/** A page without its blocks of code and its comments. */
export const proseOf = (page: string): string =>
  read(page).replaceAll(/^ *```[^]*?^ *```$|<!--[^]*?-->/gm, "");

/** The anchors of a page's headings, as GitHub generates them. */
export function anchorsOf(page: string): string[] {
  const headings = [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}
