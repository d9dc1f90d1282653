import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Account } from "../../simulator/account";
import { EIP, HOSTED_ZONE } from "../../simulator/model/tokens";
import type { Change } from "../../simulator/store";
import { readState, stateFile } from "../../commands/local/state-file";
import type { ProgramConfig } from "./program";

const ROOT = join(__dirname, "..", "..");

/** Files of a clone that no stack needs, or that belong to a run. */
const LEFT_OUT = new Set([".git", ".holdfast", "bench", "docs", "node_modules", "test"]);

/** The variable that marks the processes of a run, as tests find them. */
const MARK = "HOLDFAST_TEST_RUN";

/** A run of `npm run local`. */
export interface LocalRun {
  readonly process: ChildProcess;
  /** What it printed so far. */
  readonly said: () => string;
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The ids of the processes that it started and that run. */
  readonly processes: () => number[];
}

/** A copy of this project with one stack, dev, whose local runs write only into the copy. */
export class LocalProject {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-local-")));
  readonly home = join(this.root, ".holdfast");
  /** Where the simulated AWS account is kept. */
  readonly accountFile = join(this.home, "aws", "account.jsonl");
  readonly stateFile = stateFile(this.home, "holdfast", "dev");

  constructor(config: ProgramConfig) {
    const filter = (path: string) => path === ROOT || !LEFT_OUT.has(basename(path));
    cpSync(ROOT, this.root, { recursive: true, filter });
    symlinkSync(join(ROOT, "node_modules"), join(this.root, "node_modules"));
    const settings: Record<string, unknown> = { "aws:region": "us-east-1" };
    for (const [key, value] of Object.entries(config)) settings[`holdfast:${key}`] = value;
    writeFileSync(join(this.root, "Pulumi.dev.yaml"), JSON.stringify({ config: settings }));
  }

  /** Starts `npm run local -- ...args`; the process is that of the command itself. */
  start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): LocalRun {
    const mark = randomUUID();
    const child = spawn(process.execPath, [join(this.root, "commands/local/start.mjs"), ...args], {
      cwd: this.root,
      env: { ...process.env, NO_COLOR: "1", ...variables, [MARK]: mark },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding("utf8").on("data", (text: string) => (said += text));
    }
    return {
      process: child,
      said: () => said,
      ended: once(child, "exit").then(([code]) => code as number | null),
      processes: () => processesWith(`${MARK}=${mark}`),
    };
  }

  /** Runs it to its end; fails unless it succeeds. */
  async run(...args: readonly string[]): Promise<string> {
    const { ended, said } = this.start(args);
    const code = await ended;
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${said()}`);
    return said();
  }

  /** The account's resources as `type id`, sorted, without those that AWS created along with others. */
  async existing(): Promise<string[]> {
    const account = await Account.open(this.accountFile);
    await account.close();
    return (
      account
        .everything()
        .filter(({ companionOf }) => companionOf === undefined)
        // It existed before the stack.
        .filter(({ type, inputs }) => type !== HOSTED_ZONE || inputs["name"] !== "example.com")
        .map((resource) => `${resource.type} ${resource.id}`)
        .sort()
    );
  }

  /** The ids of all addresses ever allocated in the account, even while a command has it open. */
  addresses(): string[] {
    const text = existsSync(this.accountFile) ? readFileSync(this.accountFile, "utf8") : "";
    const changes = text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Change);
    const ids = changes.flatMap(({ put = [] }) =>
      put.flatMap((one) => (one.type === EIP ? one.id : [])),
    );
    return [...new Set(ids)];
  }

  /** The AWS resources of the state, in the same format. */
  known(): string[] {
    const { resources = [] } = readState(this.stateFile);
    return resources
      .filter(({ urn, id }) => id !== undefined && /[:$]aws:[^$]*$/.test(urn.split("::")[2]!))
      .map(({ urn, id }) => `${urn.split("::")[2]!.split("$").at(-1)} ${id}`)
      .sort();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, maxRetries: 20 });
  }
}

/** The ids of the processes, this one apart, whose environment has a setting. */
function processesWith(setting: string): number[] {
  const isMarked = (pid: string): boolean => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(setting);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isMarked(name))
    .map(Number);
}
