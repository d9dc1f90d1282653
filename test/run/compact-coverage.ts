import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How often finished processes' coverage is compacted, in milliseconds. */
const EVERY_MS = 2_000;

/** What a file was compiled to. Two ways to load TypeScript compile a file to texts of different lengths. */
interface SourceMap {
  readonly lineLengths?: readonly number[] | undefined;
}

interface Script {
  readonly url: string;
  /** Identifies the compiled text that the offsets are of. */
  readonly variant?: string | undefined;
}

interface Raw {
  readonly result: readonly Script[];
  readonly "source-map-cache"?: Readonly<Record<string, SourceMap>> | undefined;
}

/** A text that a file was compiled to, and how many reports have its offsets. */
interface Variant {
  readonly map: SourceMap | undefined;
  reports: number;
}

/**
 * Keeps what NODE_V8_COVERAGE writes small while tests run. Each process writes megabytes, nearly all of them
 * about packages, and the same source maps again; all processes of a run together fill a disk.
 */
export class CompactCoverage {
  /** Folder for NODE_V8_COVERAGE. */
  readonly raw: string;
  /**
   * Folder with the coverage of the project's own files, each with one source map. Where processes have compiled a file
   * differently, only what most reports have is kept: offsets of one text mean nothing in another.
   */
  readonly measured: string;
  /** By file and variant. */
  private readonly variants = new Map<string, Map<string, Variant>>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly root: string,
    scratch: string,
  ) {
    this.raw = join(scratch, "coverage-raw");
    this.measured = join(scratch, "coverage");
    for (const folder of [this.raw, this.measured]) mkdirSync(folder);
    this.timer = setInterval(() => this.compact(), EVERY_MS).unref();
  }

  /** Compacts what is left. Files that are incomplete, of processes that were killed, are dropped. */
  end(): void {
    clearInterval(this.timer);
    this.compact();
    rmSync(this.raw, { recursive: true });
    const kept = new Map([...this.variants].map(([url, all]) => [url, mostReported(all)]));
    for (const name of readdirSync(this.measured)) {
      const file = join(this.measured, name);
      const { result } = parse(readFileSync(file, "utf8"))!;
      const rest = result.filter(({ url, variant }) => kept.get(url)![0] === variant);
      if (rest.length > 0) writeFileSync(file, JSON.stringify({ result: rest }));
      else rmSync(file);
    }
    const maps = [...kept].flatMap(([url, [, map]]) => (map ? [[url, map] as const] : []));
    const all = { result: [], "source-map-cache": Object.fromEntries(maps) };
    writeFileSync(join(this.measured, "source-maps.json"), JSON.stringify(all));
  }

  private compact(): void {
    for (const name of readdirSync(this.raw)) {
      const file = join(this.raw, name);
      const all = parse(readFileSync(file, "utf8"));
      if (!all) continue; // It is still being written.
      rmSync(file);
      const result = this.ownPart(all);
      if (result.length > 0) writeFileSync(join(this.measured, name), JSON.stringify({ result }));
    }
  }

  private ownPart({ result, "source-map-cache": maps = {} }: Raw): Script[] {
    const prefix = `${pathToFileURL(this.root).href}/`;
    return result
      .filter(({ url }) => url.startsWith(prefix) && !url.includes("/node_modules/"))
      .map((script) => ({ ...script, variant: this.note(script.url, maps[script.url]) }));
  }

  private note(url: string, map: SourceMap | undefined): string {
    const text = JSON.stringify(map?.lineLengths ?? []);
    const name = createHash("sha256").update(text).digest("hex");
    const known = this.variants.get(url) ?? new Map<string, Variant>();
    const variant = known.get(name) ?? { map, reports: 0 };
    variant.reports++;
    this.variants.set(url, known.set(name, variant));
    return name;
  }
}

function mostReported(
  variants: ReadonlyMap<string, Variant>,
): readonly [string, SourceMap | undefined] {
  const [first] = [...variants].sort(([, one], [, other]) => other.reports - one.reports);
  return [first![0], first![1].map];
}

function parse(text: string): Raw | undefined {
  try {
    return JSON.parse(text) as Raw;
  } catch {
    return undefined;
  }
}
