import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { path, readOptions, renderHelp, text } from "../shared/options";
import { planProgram } from "../shared/plan-program";
import { readStackSettings } from "../../stack/stack-settings";
import { type Terminal, runCommand } from "../shared/terminal";
import { fromEngine } from "../../stack/preview";
import { logToTerminal, timed } from "../shared/progress";
import { projectName, stackNames } from "../local/stacks";
import type { Picture } from "./picture";
import { readPicture } from "./read-picture";
import { renderMermaid } from "./render-mermaid";
import { renderSvg } from "./render-svg";

const ROOT = dirname(dirname(__dirname));

const LINE = {
  about: "npm run diagram [-- options]: a picture of a stack",
  options: {
    stack: text(
      "NAME",
      "draws the resources that the program declares with Pulumi.NAME.yaml (default: dev)",
    ),
    export: path(
      "FILE",
      "draws the output of `pulumi stack export` or `pulumi preview --json` instead",
    ),
    format: text("FORMAT", "mermaid or svg (default: by the ending of --out, else mermaid)"),
    out: path("FILE", "writes the picture to a file"),
    all: path("FOLDER", "writes NAME.svg and NAME.mmd of every Pulumi.NAME.yaml"),
  },
  notes: "Exit codes: 0 drawn, 1 with a message if nothing can be drawn.",
} as const;

const RENDERERS = { mermaid: renderMermaid, svg: renderSvg } as const;

type Format = keyof typeof RENDERERS;

/** `npm run diagram`: prints or writes a stack's picture, and returns the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values } = readOptions(argv, LINE);
    if (values.help) return renderHelp(LINE);
    const { all, out, format: wanted, ...source } = values;
    if (all !== undefined) {
      if (out ?? wanted ?? source.stack ?? source.export) {
        throw new Error("--all draws every stack in every format: leave out all other options");
      }
      return writeAll(all);
    }
    if (source.stack !== undefined && source.export !== undefined) {
      throw new Error("--stack and --export cannot be combined: use one of them");
    }
    const format = chooseFormat(wanted, out);
    const picture =
      source.export === undefined
        ? await drawProgram(source.stack ?? "dev")
        : drawExport(source.export);
    const rendered = await RENDERERS[format](picture);
    if (out === undefined) return rendered;
    writeFileSync(out, rendered);
    return out;
  });

function chooseFormat(wanted: string | undefined, out: string | undefined): Format {
  const format = wanted ?? (out !== undefined && extname(out) === ".svg" ? "svg" : "mermaid");
  if (format in RENDERERS) return format as Format;
  throw new Error(`--format ${format}: must be ${Object.keys(RENDERERS).join(" or ")}`);
}

/** The picture of a stack of this project before it is deployed: shows addresses by key only. */
export async function drawProgram(stack: string): Promise<Picture> {
  const resources = await planProgram(projectName(ROOT), readStackSettings(ROOT, stack));
  return readPicture(resources, { title: `Stack ${stack}`, deployed: false });
}

function drawExport(file: string): Picture {
  const resources = fromEngine(JSON.parse(readFileSync(file, "utf8")));
  const stack = resources[0]?.urn.split("::")[0]?.replace("urn:pulumi:", "");
  if (stack === undefined) throw new Error(`${file} has no resources to draw`);
  return readPicture(resources, { title: `Stack ${stack}, as deployed`, deployed: true });
}

/** Takes about a second for each stack. */
async function writeAll(folder: string): Promise<string> {
  const stacks = stackNames(ROOT);
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  await timed(logToTerminal, `Drawing ${stacks.length} stacks`, async () => {
    for (const stack of stacks) {
      const picture = await drawProgram(stack);
      for (const [ending, render] of [
        ["svg", renderSvg],
        ["mmd", renderMermaid],
      ] as const) {
        const file = join(folder, `${stack}.${ending}`);
        writeFileSync(file, await render(picture));
        files.push(file);
      }
    }
  });
  return files.join("\n");
}
