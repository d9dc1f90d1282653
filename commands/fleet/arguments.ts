import { parseArgs } from "node:util";
import { listed } from "../../components/settings/problem";
import type { Command } from "./run/operate";

export const HELP = `npm run fleet -- preview|up|destroy|matrix|write --file FILE [options]: many stacks

  preview          what an update would do to each stack, and what it would cost
  up, destroy      brings the stacks up, or takes them down but for protected addresses
  matrix           prints matrices for GitHub Actions, one for each wave, and does nothing
  write            writes Pulumi.<stack>.yaml of each stack, for whatever else runs Pulumi
  --file FILE      the fleet (docs/fleet.md)
  --only PATTERN   these stacks only: a name, or * for any characters; may be repeated
  --parallel N     stacks at a time (default: the file's, or what processors and memory allow)
  --resume         leaves out what the last run of this command has done, unless its configuration changed
  --aws            AWS itself, with the backend, the credentials and the Pulumi of this shell;
                   without it, the simulated AWS of \`npm run local\`
  --yes            with --aws, agrees to up or destroy: nobody is asked for each stack
  --json           the result as JSON

Ctrl-C finishes the stacks under way and starts no other; a second one cancels them.
Exit codes: 0 all done, 1 a stack failed or something is wrong with the file, 2 wrong arguments, 130 stopped.
`;

const OPTIONS = {
  file: { type: "string" },
  only: { type: "string", multiple: true },
  parallel: { type: "string" },
  resume: { type: "boolean", default: false },
  aws: { type: "boolean", default: false },
  yes: { type: "boolean", short: "y", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const COMMANDS = ["preview", "up", "destroy", "matrix", "write"] as const;

/** What a person asked for. */
export interface Request {
  readonly command: Command | "matrix" | "write";
  readonly file: string;
  /** Patterns of names. @default - all stacks */
  readonly only?: readonly string[];
  /** @default - the file's */
  readonly parallel?: number;
  readonly resume: boolean;
  readonly aws: boolean;
  readonly json: boolean;
}

/** Arguments that cannot be understood, or may not be. */
export class WrongArguments extends Error {}

/** @throws {WrongArguments} */
export function readArguments(argv: readonly string[]): Request | "help" {
  const { values, positionals } = parse(argv);
  if (values.help || argv.length === 0) return "help";
  const [given = "", ...others] = positionals;
  const command = COMMANDS.find((name) => name === given);
  if (!command || others.length > 0) {
    throw new WrongArguments(`write one of ${listed(COMMANDS)}, got "${positionals.join(" ")}"`);
  }
  const { file, only, parallel: count, resume, aws, yes, json } = values;
  if (file === undefined) throw new WrongArguments("name the fleet's file with --file");
  const parallel = count === undefined ? undefined : Number(count);
  if (parallel !== undefined && !(Number.isInteger(parallel) && parallel >= 1)) {
    throw new WrongArguments(`--parallel must be a whole number from 1 on, got ${count}`);
  }
  if (aws && !yes && (command === "up" || command === "destroy")) {
    throw new WrongArguments(
      `${command} with --aws changes your account without asking for each stack: look at \`preview --aws\` first, then add --yes`,
    );
  }
  return {
    ...{ command, file, resume, aws, json },
    ...(only && { only }),
    ...(parallel !== undefined && { parallel }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new WrongArguments((error as Error).message, { cause: error });
  }
}
