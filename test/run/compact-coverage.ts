import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How often finished processes' coverage is compacted, in milliseconds. */
const EVERY_MS = 2_000;

interface Raw {
  result: { readonly url: string }[];
  "source-map-cache"?: Record<string, unknown>;
}

/**
 * Keeps what NODE_V8_COVERAGE writes small while tests run. Each process writes megabytes, nearly all of them
 * about packages, and the same source maps again; all processes of a run together fill a disk.
 */
export class CompactCoverage {
  /** Folder for NODE_V8_COVERAGE. */
  readonly raw: string;
  /** Folder with the coverage of the project's own files, each source map once. */
  readonly measured: string;
  private readonly maps = new Set<string>();
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
  }

  private compact(): void {
    for (const name of readdirSync(this.raw)) {
      const file = join(this.raw, name);
      const all = parse(readFileSync(file, "utf8"));
      if (!all) continue; // It is still being written.
      rmSync(file);
      const own = this.ownPart(all);
      if (own.result.length > 0) writeFileSync(join(this.measured, name), JSON.stringify(own));
    }
  }

  private ownPart({ result, "source-map-cache": maps = {} }: Raw): Raw {
    const prefix = `${pathToFileURL(this.root).href}/`;
    const isOwn = (url: string): boolean =>
      url.startsWith(prefix) && !url.includes("/node_modules/");
    const news = Object.entries(maps).filter(([url]) => isOwn(url) && !this.maps.has(url));
    for (const [url] of news) this.maps.add(url);
    return {
      result: result.filter(({ url }) => isOwn(url)),
      "source-map-cache": Object.fromEntries(news),
    };
  }
}

function parse(text: string): Raw | undefined {
  try {
    return JSON.parse(text) as Raw;
  } catch {
    return undefined;
  }
}
