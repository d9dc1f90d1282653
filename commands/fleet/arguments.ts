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
    preview: "what an update would do to each stack, and what it would cost",
    "up, destroy": "brings the stacks up, or takes them down but for protected addresses",
    matrix: "prints matrices for GitHub Actions, one for each wave, and does nothing",
    write: "writes Pulumi.<stack>.yaml of each stack, for whatever else runs Pulumi",
  },
  options: {
    file: path("FILE", "the fleet (docs/fleet.md)"),
    only: {
      type: "string",
      multiple: true,
      value: "PATTERN",
      about: "these stacks only: a name, or * for any characters; may be repeated",
    },
    parallel: text(
      "N",
      "stacks at a time (default: the file's, or what processors and memory allow)",
    ),
    resume: flag(
      "leaves out what the last run of this command has done, unless its configuration changed",
    ),
    aws: flag(`AWS itself, with the backend, the credentials and the Pulumi of this shell;
without it, the simulated AWS of \`npm run local\``),
    yes: {
      type: "boolean",
      short: "y",
      default: false,
      about: "with --aws, agrees to up or destroy: nobody is asked for each stack",
    },
    json: flag("the result as JSON"),
  },
  notes: `Ctrl-C finishes the stacks under way and starts no other; a second one cancels them.
Exit codes: 0 all done, 1 a stack failed or something is wrong with the file, 2 wrong arguments, 130 stopped.`,
} as const;

export const HELP = renderHelp(LINE);

const COMMANDS = ["preview", "up", "destroy", "matrix", "write"] as const;

/** What a person asked for. */
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
    throw new WrongOption(`write one of ${listed(COMMANDS)}, got "${positionals.join(" ")}"`);
  }
  const { file, only, parallel: count, resume, aws, yes, json } = values;
  if (file === undefined) throw new WrongOption("name the fleet's file with --file");
  const problems: string[] = [];
  const parallel =
    count === undefined ? undefined : readNumber(problems, "parallel", count, { least: 1 });
  refuse(problems);
  if (aws && !yes && (command === "up" || command === "destroy")) {
    throw new WrongOption(
      `${command} with --aws changes your account without asking for each stack: look at \`preview --aws\` first, then add --yes`,
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
