import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Log, timed } from "../progress";
import { engineCache, publish } from "./cache";
import { findGo, goInstall, moduleVersion, modulesHash } from "./go-install";
import { executable } from "./inspect";

/** A program that is built from Go modules. */
interface GoTool {
  /** Its name; in lower case, the name of its executable. */
  readonly name: string;
  /** Folder of the go.mod. */
  readonly module: string;
  /** The module whose version is the program's version. */
  readonly path: string;
  /** How long a build takes, if that is longer than a minute. */
  readonly takes?: string;
  /** The remedy if Go is not installed. */
  readonly remedy?: string;
  /** Completes the build in its folder. */
  readonly finish?: (folder: string) => Promise<void>;
  /** Throws if the program does not work. */
  readonly inspect: (bin: string) => Promise<unknown>;
}

/**
 * Path of a program in `bin` of its folder: cached for this user by an earlier run, else built, which needs
 * `go` on the PATH.
 */
export function obtainGoTool(tool: GoTool, log: Log): Promise<string> {
  const { name, module, inspect } = tool;
  const file = name.toLowerCase();
  const version = moduleVersion(module, tool.path);
  const key = `${version}-${modulesHash([module])}-${process.platform}-${process.arch}`;
  const build = async (folder: string): Promise<void> => {
    const go = await findGo(module, log).catch((error: unknown) => {
      const remedy = tool.remedy === undefined ? "" : `: ${tool.remedy}`;
      throw new Error(`${name} cannot be built, ${(error as Error).message}${remedy}`);
    });
    const bin = join(folder, "bin");
    await mkdir(bin);
    const takes = tool.takes === undefined ? "" : ` (${tool.takes})`;
    await timed(log, `Building ${name} ${version} from Go modules${takes}`, () =>
      goInstall(go, { module, bin }),
    );
    await tool.finish?.(folder);
  };
  return publish(join(dirname(engineCache()), file, key), build, log, {
    name,
    inspect,
    executables: [executable(file)],
  });
}
