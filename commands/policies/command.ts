import { remedy } from "../../policy/check-config";
import { ALL_POLICIES } from "../../policy/policies";
import type { Styles } from "../shared/output-styles";
import { flag, readOptions, renderHelp, text } from "../shared/options";
import { type Terminal, runCommand } from "../shared/terminal";
import { describePolicy } from "./describe";
import { renderPolicy, renderPolicyTable } from "./render";

const LINE = {
  about: "npm run policies [-- options]: lists the policies of the pack",
  options: {
    explain: text("ID", "explains one policy: checks, reason, settings, example and remedy"),
    json: flag("prints JSON"),
  },
  notes: "The pack's configuration can change levels: see policy/README.md.",
} as const;

/** `npm run policies`: prints the table of all policies or one of them, and returns the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, () => Promise.resolve(answer(argv, terminal.styles)));

function answer(argv: readonly string[], styles: Styles): string {
  const { values } = readOptions(argv, LINE);
  if (values.help) return renderHelp(LINE);
  if (values.explain === undefined) {
    const all = ALL_POLICIES.map(describePolicy);
    return values.json ? JSON.stringify(all, null, 2) : renderPolicyTable(all);
  }
  const found = describePolicy(findPolicy(values.explain));
  return values.json ? JSON.stringify(found, null, 2) : renderPolicy(found, styles);
}

function findPolicy(name: string) {
  const policy = ALL_POLICIES.find((each) => each.name === name);
  if (policy) return policy;
  const names = ALL_POLICIES.map((each) => each.name);
  throw new Error(`--explain ${name}: no policy has this name. ${remedy(name, names)}`);
}
