import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../simulator";
import { configIn, toSettings } from "../../stack/stack-settings";
import { type Log, timed } from "../shared/progress";
import { askEngine } from "../local/run-engine";
import { HOME, ROOT, openSession } from "../local/session";
import { copyStackConfig, projectName, stackExists } from "../local/stacks";
import { configure } from "./configure";

/** A stack for rehearsals. */
export interface DrilledStack {
  readonly name: string;
  /** A copy of the deployed account, which a rehearsal may change. */
  readonly account: Account;
  /** Its configuration, by section. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}

/** With other settings, it is another stack, not an update of this one. */
function homeOf(name: string, settings: readonly string[]): string {
  const hash = createHash("sha256").update(settings.join("\n")).digest("hex").slice(0, 8);
  return join(HOME, "drill", settings.length > 0 ? `${name}-${hash}` : name);
}

/**
 * Brings a stack up in a separate simulated AWS, with the real engine, and returns a copy of the account.
 * Stacks of `npm run local` are not changed. Takes about 20 s the first time, then some seconds.
 *
 * @param settings that differ from those of the stack, each with its value, as `configure` takes them
 */
export async function openStack(
  name: string,
  settings: readonly string[],
  log: Log,
  home = homeOf(name, settings),
): Promise<DrilledStack> {
  const session = await openSession({ home, log });
  const folder = mkdtempSync(join(tmpdir(), "holdfast-account-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const config = copyStackConfig(ROOT, session.project, name);
    configure(config, settings);
    const engine = {
      pulumi: session.pulumi,
      cwd: ROOT,
      env: { ...session.env, PULUMI_STACK: name },
    };
    const project = projectName(ROOT);
    if (!stackExists(home, project, name)) {
      await askEngine({ ...engine, cwd: session.project }, ["stack", "init", name, "--no-select"]);
    }
    await timed(log, `Bringing up the stack ${name} in a separate simulated AWS`, () =>
      askEngine(engine, ["up", "--yes", "--skip-preview", "--config-file", config]),
    );
    const file = join(folder, "account.jsonl");
    copyFileSync(join(home, "aws", "account.jsonl"), file);
    const account = await Account.open(file);
    const { sections } = toSettings(name, configIn(readFileSync(config, "utf8")) ?? {});
    return {
      name,
      account,
      sections,
      close: async () => {
        await account.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  } finally {
    await session.close();
  }
}
