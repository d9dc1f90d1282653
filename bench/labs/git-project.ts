import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackNames } from "../../commands/local/stacks";

const ROOT = join(__dirname, "..", "..");

/** All files that stacks depend on. */
const PROGRAM = ["Pulumi.yaml", "index.ts", "package.json", "package-lock.json", ".gitignore"];
const FOLDERS = ["bin", "components", "cost", "lambda", "node", "policy", "stack"];

/** A copy of this project's program in a new git repository, on a branch off main. */
export class GitProject {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-git-")));

  /** @param files more files that main has, by path */
  constructor(files: Readonly<Record<string, string>>, { withProgram = true } = {}) {
    if (withProgram) {
      const configs = stackNames(ROOT).map((stack) => `Pulumi.${stack}.yaml`);
      for (const path of [...PROGRAM, ...FOLDERS, ...configs]) {
        cpSync(join(ROOT, path), join(this.root, path), { recursive: true });
      }
      symlinkSync(join(ROOT, "node_modules"), join(this.root, "node_modules"));
    }
    this.git("init", "--quiet", "--initial-branch", "main");
    // .gitignore has it with a trailing slash, which does not match a link.
    this.exclude("node_modules");
    this.write(files);
    this.commit("what is deployed");
    this.git("switch", "--quiet", "--create", "change");
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(this.root, path), text);
  }

  /** Replaces text in a file; throws if the file lacks it. */
  edit(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.root, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    this.write({ [path]: text.replace(from, to) });
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
  }

  git(...args: string[]): string {
    const person = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    const options = { cwd: this.root, encoding: "utf8" } as const;
    return execFileSync("git", [...person, ...args], options).trim();
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private exclude(pattern: string): void {
    writeFileSync(join(this.root, ".git", "info", "exclude"), `${pattern}\n`);
  }
}
