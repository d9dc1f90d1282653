import { readOptions, renderHelp, text } from "../../commands/shared/options";
import { type Terminal, runCommand } from "../../commands/shared/terminal";
import { ANY_CREDENTIALS } from "./apis";
import { CASES } from "./cases";
import type { Case, Difference } from "./case";
import { lacks, problemsIn } from "./compare";
import { startMoto } from "./moto";
import { type OpenWorld, openRemote, openSimulator } from "./worlds";

const LINE = {
  about: "npm run conformance: makes the calls of our programs against the simulator and moto",
  options: {
    endpoint: text("URL", "make them against this AWS-compatible endpoint instead"),
    account: text("ID", "make them in this AWS account instead: a sandbox"),
    only: text("ACTION", "only the cases of this action, such as ec2:AssociateAddress"),
  },
  notes: `With --endpoint or --account, credentials are those of the environment. Everything is made in
us-east-1 with the tag holdfast:conformance, and deleted at the end. AWS bills what was there meanwhile.`,
} as const;

const NO_DIFFERENCE = (): undefined => undefined;

/** `npm run conformance`: prints unexpected outcomes; returns the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values } = readOptions(argv, LINE);
    if (values.help) return renderHelp(LINE);
    const { endpoint, account, only } = values;
    const cases = CASES.filter(({ action }) => only === undefined || action === only);
    if (cases.length === 0) throw new Error(`no case is of ${only}: docs/conformance.md has all`);
    if (endpoint !== undefined || account !== undefined) {
      const opened = openRemote({ url: endpoint });
      await opened.world.sts.config.credentials().catch((error: Error) => {
        throw new Error(`${error.message}: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret`);
      });
      if (account !== undefined) await requireAccount(opened, account);
      return check(opened, cases, NO_DIFFERENCE, endpoint ?? `account ${account}`);
    }
    const simulator = await check(
      await openSimulator(),
      cases.filter(({ action }) => !lacks("simulator", action)),
      (one) => one.simulator,
      "the simulator",
    );
    const moto = await startMoto();
    try {
      const opened = openRemote({ url: moto.url, credentials: ANY_CREDENTIALS });
      const asked = cases.filter(({ action }) => !lacks("moto", action));
      const line = await check(opened, asked, (one) => one.moto, `moto ${moto.version}`);
      return `${simulator}\n${line}`;
    } finally {
      moto.close();
    }
  });

async function requireAccount({ world, close }: OpenWorld, account: string): Promise<void> {
  const { Account } = await world.sts.getCallerIdentity({});
  if (Account === account) return;
  await close();
  throw new Error(`the credentials belong to the account ${Account}, not to ${account}`);
}

async function check(
  { world, close }: OpenWorld,
  cases: readonly Case[],
  differenceOf: (one: Case) => Difference | undefined,
  name: string,
): Promise<string> {
  let left: readonly string[] = [];
  const problems = await problemsIn(world, cases, differenceOf).finally(async () => {
    left = await close();
  });
  if (left.length > 0) {
    problems.push(
      `not deleted, find it by the tag holdfast:conformance: ${left.length}`,
      ...left.map((one) => `  ${one}`),
    );
  }
  if (problems.length > 0) {
    throw new Error(
      `${name}: ${problems.length} of ${cases.length} cases are answered otherwise:\n${problems.map((one) => `  ${one}`).join("\n")}`,
    );
  }
  const explained = cases.filter((one) => differenceOf(one)).length;
  return `${name}: ${cases.length - explained} cases as AWS documents them, ${explained} otherwise as docs/conformance.md explains`;
}
