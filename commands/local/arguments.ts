import { parseArgs } from "node:util";
import { FLAGS } from "./flags";
import { rejectStrays } from "./stray-arguments";

const DEFAULT_STACK = "dev";

const ALIASES: Readonly<Record<string, string>> = {
  update: "up",
  pre: "preview",
  down: "destroy",
  dn: "destroy",
};

/** Commands that call AWS, and so need the simulated AWS. */
const OPERATIONS = new Set(["up", "preview", "refresh", "destroy", "import", "watch"]);

/** Operations that ask for approval. A local run approves them, as it changes nothing real. */
const APPROVED = new Set(["up", "refresh", "destroy"]);

/** Other commands that need an existing stack. */
const STACK_COMMANDS = new Set(["stack", "config", "state", "cancel", "logs"]);

/** Subcommands of `stack` that create, select or remove stacks themselves. */
const STACK_MANAGEMENT = new Set([
  "init",
  "new",
  "create",
  "setup",
  "ls",
  "list",
  "select",
  "rm",
  "remove",
]);

/** The flags that `pulumi` does not have. */
const LOCAL_FLAGS = new Set(["account", "no-policies", "program"]);

/** Operations whose plan is checked by policies and priced. */
const PLANNED = new Set(["up", "preview"]);

/** The parsed arguments of a local run. */
export interface LocalRequest {
  /** All arguments for the engine. */
  readonly args: readonly string[];
  /** The folder of another program. */
  readonly program: string | undefined;
  /** The simulated account that programs share. @default - one per program */
  readonly account: string | undefined;
  /** Canonical name of the command, and of the subcommand of `stack`: `up`, `stack export`, … */
  readonly command: string;
  readonly stack: string;
  /** `operation`: calls AWS. `stack`: needs an existing stack. `other`: all others. */
  readonly kind: "operation" | "stack" | "other";
  /** Without arguments: brings the stack up. */
  readonly bare: boolean;
  /** Prints a summary of the stack afterwards: the command changes it, and does not print JSON. */
  readonly showsSummary: boolean;
  /** Prints its cost. */
  readonly showsCost: boolean;
  /** The project's policies check it: no others are given, and --no-policies is not set. */
  readonly checksPolicies: boolean;
  /** Top-level help of `pulumi` and of the local run. */
  readonly showsHelp: boolean;
  /** The value of --color. */
  readonly color: string | undefined;
  /** Config file to use instead of Pulumi.<stack>.yaml. */
  readonly configFile: string | undefined;
  /** Destroys the whole stack, except protected resources. */
  readonly destroysAll: boolean;
  /** Removes the stack itself; the engine then also deletes its config file. */
  readonly removesStack: boolean;
  /** Keeps protected resources unless a flag says otherwise. */
  readonly spareProtected: boolean;
}

/**
 * Reads the arguments of `npm run local`: those of `pulumi`, `--no-policies`, `--program` and `--account`;
 * without arguments, it brings the stack up.
 *
 * @param options.isSimulated false for `npm run aws`: approves nothing, and the stack must be named
 * @throws {Error} if an operation has an argument that it would reject or take for a template, or `--program`
 * or `--account` has no value
 */
export function readArguments(
  argv: readonly string[],
  { isSimulated = true }: { readonly isSimulated?: boolean } = {},
): LocalRequest {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: FLAGS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const text = (value: unknown): string | undefined =>
    typeof value === "string" ? value : undefined;
  const asksHelp = values.help === true || values.version === true;
  const bare = positionals.length === 0 && !asksHelp;
  const first = positionals[0] ?? "up";
  const name = ALIASES[first] ?? first;
  const command = name === "stack" ? [name, positionals[1]].filter(Boolean).join(" ") : name;

  if (!asksHelp) rejectStrays(name, tokens);

  if (values.program === true) {
    throw new Error("--program needs the folder of a Pulumi program, such as --program ../app");
  }
  if (values.account === true) {
    throw new Error("--account needs a name, such as --account shop");
  }
  if (!isSimulated) refuseSimulated(values, asksHelp || positionals.length === 0);
  const program = text(values.program);
  const isOwn = program === undefined;
  const local = new Set(
    tokens.flatMap((token) =>
      token.kind === "option" && LOCAL_FLAGS.has(token.name)
        ? [token.index, ...(token.inlineValue === false ? [token.index + 1] : [])]
        : [],
    ),
  );
  const given = argv.filter((_, index) => !local.has(index));
  const args = bare ? ["up", ...(isOwn ? ["--suppress-outputs"] : []), ...given] : given;
  if (
    isSimulated &&
    APPROVED.has(name) &&
    !asksHelp &&
    values.yes === undefined &&
    !values["preview-only"]
  ) {
    args.push("--yes");
  }
  return {
    args,
    program,
    account: text(values.account),
    command,
    // A qualified name is <organization>/<project>/<stack>.
    stack: (text(values.stack) ?? DEFAULT_STACK).split("/").at(-1) ?? DEFAULT_STACK,
    kind: asksHelp ? "other" : kindOf(name, positionals[1]),
    bare,
    showsSummary:
      isOwn && ["up", "destroy"].includes(name) && !values.json && !values["preview-only"],
    showsCost: isOwn && PLANNED.has(name) && !values.json && !asksHelp,
    checksPolicies:
      isOwn &&
      PLANNED.has(name) &&
      !asksHelp &&
      [values["policy-pack"], values["no-policies"]].every((value) => value === undefined),
    showsHelp: (values.help === true && positionals.length === 0) || positionals.join() === "help",
    color: text(values.color),
    configFile: text(values["config-file"]),
    destroysAll:
      name === "destroy" &&
      !asksHelp &&
      [values.target, values["preview-only"]].every((value) => value === undefined),
    removesStack: values.remove === true || ["stack rm", "stack remove"].includes(command),
    spareProtected:
      isSimulated &&
      isOwn &&
      name === "destroy" &&
      [values.target, values["exclude-protected"], values["ignore-protect"]].every(
        (value) => value === undefined,
      ),
  };
}

/** Refuses flags of local runs, and a run without a stack: AWS runs have no default stack. */
function refuseSimulated(values: Readonly<Record<string, unknown>>, asksNothing: boolean): void {
  for (const flag of ["account", "program"]) {
    if (values[flag] !== undefined)
      throw new Error(`--${flag} is only valid for \`npm run local\``);
  }
  if (!asksNothing && values["stack"] === undefined) {
    throw new Error("name the stack, such as: npm run aws -- up --stack prod");
  }
}

function kindOf(name: string, subcommand = ""): LocalRequest["kind"] {
  if (OPERATIONS.has(name)) {
    return "operation";
  }
  const manages = name === "stack" && STACK_MANAGEMENT.has(subcommand);
  return STACK_COMMANDS.has(name) && !manages ? "stack" : "other";
}
