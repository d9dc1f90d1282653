import {
  WrongOption,
  flag,
  path,
  readNumber,
  readOptions,
  refuse,
  renderHelp,
  text,
} from "../shared/options";
import { listed } from "../../components/settings/problem";
import type { FleetCommand } from "./run/operation";

const LINE = {
  about: "npm run fleet -- preview|up|destroy|matrix|write --file FILE [options]: many stacks",
  arguments: {
    preview: "previews each stack, with its cost",
    "up, destroy": "brings the stacks up, or destroys them except protected addresses",
    matrix: "only prints matrices for GitHub Actions, one for each wave",
    write: "writes Pulumi.<stack>.yaml of each stack, for other tools that run Pulumi",
  },
  options: {
    file: path("FILE", "the fleet (docs/fleet.md)"),
    only: {
      type: "string",
      multiple: true,
      value: "PATTERN",
      about: "these stacks only: a name, or * for any characters; may be repeated",
    },
    parallel: text("N", "stacks at a time (default: from the file, or by processors and memory)"),
    resume: flag("skips stacks that the last run completed, unless their configuration changed"),
    aws: flag(`AWS itself, with the backend, the credentials and the Pulumi of this shell;
without it, the simulated AWS of \`npm run local\``),
    yes: {
      type: "boolean",
      short: "y",
      default: false,
      about: "with --aws, approves up or destroy for all stacks: there is no further question",
    },
    json: flag("the result as JSON"),
  },
  notes: `Ctrl-C finishes the running stacks and starts no others. A second Ctrl-C cancels them.
Exit codes: 0 all done, 1 a stack failed or the file has problems, 2 wrong arguments, 130 stopped.`,
} as const;

export const HELP = renderHelp(LINE);

const COMMANDS = ["preview", "up", "destroy", "matrix", "write"] as const;

/** The options of the command. */
export interface FleetRequest {
  readonly command: FleetCommand | "matrix" | "write";
  readonly file: string;
  /** Patterns of names. @default - all stacks */
  readonly only?: readonly string[] | undefined;
  /** @default - the file's */
  readonly parallel?: number | undefined;
  readonly resume: boolean;
  readonly aws: boolean;
  readonly json: boolean;
}

/** @throws {WrongOption} */
export function readArguments(argv: readonly string[]): FleetRequest | "help" {
  const { values, positionals } = readOptions(argv, LINE);
  if (values.help || argv.length === 0) return "help";
  const [given = "", ...others] = positionals;
  const command = COMMANDS.find((name) => name === given);
  if (!command || others.length > 0) {
    throw new WrongOption(
      `the command must be one of ${listed(COMMANDS)} (got "${positionals.join(" ")}")`,
    );
  }
  const { file, only, parallel: count, resume, aws, yes, json } = values;
  if (file === undefined) throw new WrongOption("name the fleet's file with --file");
  const problems: string[] = [];
  const parallel =
    count === undefined ? undefined : readNumber(problems, "parallel", count, { least: 1 });
  refuse(problems);
  if (aws && !yes && (command === "up" || command === "destroy")) {
    throw new WrongOption(
      `${command} --aws changes your account without asking for each stack: check \`preview --aws\` first, then add --yes`,
    );
  }
  return {
    command,
    file,
    resume,
    aws,
    json,
    only,
    parallel,
  };
}
