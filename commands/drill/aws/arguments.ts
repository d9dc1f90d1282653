import { parseArgs } from "node:util";
import { AWS_SCENARIOS } from "./scenarios";

export const HELP = `npm run drill:aws -- --stack NAME --scenario NAME [options]: a rehearsal on AWS

Without --run it only prints, and calls nothing: the experiment for AWS Fault Injection Service, and the
policies of the role that it needs. With --run it asks for the id of the account, then breaks the stack
for real, measures from this machine, and deletes the experiment again. See docs/drill-aws.md.

  --stack NAME         the stack, of which \`pulumi stack export\` is read
  --file FILE          or a file with the export; - for standard input
  --scenario NAME      what is broken, see below
  --node KEY           the node that is struck (default: the first)
  --zone NAME          the availability zone that is struck (default: the node's, or the first)
  --minutes NUMBER     for what lasts, 2 to 60 (default: 5)
  --role-arn ARN       the role of the experiment (default: the role holdfast-drill of the account)
  --json               as JSON
  --run                create and start it
  --yes-on-aws ID      the account's id, instead of the question
  --url URL            where requests go (default: https:// and the stack's hostname)
  --rate NUMBER        requests per second, 1 to 100 (default: 10)

Scenarios:
${Object.entries(AWS_SCENARIOS)
  .map(([name, { title }]) => `  ${name.padEnd(17)}  ${title}`)
  .join("\n")}

Exit status: 0 it was printed, or carried out to the end; 1 it could not be; 3 it was stopped or failed.
`;

const OPTIONS = {
  stack: { type: "string" },
  file: { type: "string" },
  scenario: { type: "string" },
  node: { type: "string" },
  zone: { type: "string" },
  minutes: { type: "string", default: "5" },
  "role-arn": { type: "string" },
  json: { type: "boolean", default: false },
  run: { type: "boolean", default: false },
  "yes-on-aws": { type: "string" },
  url: { type: "string" },
  rate: { type: "string", default: "10" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What a person asked for. */
export interface AwsDrillRequest {
  readonly source: { readonly stack: string } | { readonly file: string };
  readonly scenario: string;
  readonly node: string | undefined;
  readonly zone: string | undefined;
  readonly minutes: number;
  readonly roleArn: string | undefined;
  readonly json: boolean;
  /** Whether to break anything. */
  readonly run: boolean;
  readonly confirmedAccount: string | undefined;
  readonly url: string | undefined;
  readonly ratePerSecond: number;
}

/** Reads the arguments; throws one error with all that is wrong with them. */
export function readAwsArguments(argv: readonly string[]): AwsDrillRequest | "help" {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  if (values.help) return "help";
  const problems: string[] = [];
  const whole = (name: "minutes" | "rate", least: number, most: number): number => {
    const number = Number(values[name]);
    if (!/^\d+$/.test(values[name]) || number < least || number > most) {
      problems.push(`--${name} ${values[name]}: must be a whole number from ${least} to ${most}`);
    }
    return number;
  };
  const names = Object.keys(AWS_SCENARIOS).join(", ");
  const { stack, file, scenario = "" } = values;
  if ((stack === undefined) === (file === undefined)) {
    problems.push("--stack: name the stack, or give its export with --file, one of both");
  }
  if (scenario === "") problems.push(`--scenario: name one of ${names}`);
  else if (!AWS_SCENARIOS[scenario]) problems.push(`--scenario ${scenario}: none of ${names}`);
  if (values.url !== undefined && !/^https?:\/\/[^/]/.test(values.url)) {
    problems.push(`--url ${values.url}: must begin with http:// or https://`);
  }
  const role = values["role-arn"];
  if (role !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(role)) {
    problems.push(`--role-arn ${role}: is no ARN of a role, arn:aws:iam::123456789012:role/NAME`);
  }
  const account = values["yes-on-aws"];
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    problems.push(`--yes-on-aws ${account}: is no account id, 12 digits`);
  }
  if (account !== undefined && !values.run) {
    problems.push("--yes-on-aws: does nothing without --run; leave it out, or add --run");
  }
  const request = {
    source: file === undefined ? { stack: stack ?? "" } : { file },
    ...{ scenario, node: values.node, zone: values.zone, roleArn: role },
    ...{ minutes: whole("minutes", 2, 60), json: values.json, run: values.run },
    ...{ confirmedAccount: account, url: values.url, ratePerSecond: whole("rate", 1, 100) },
  };
  if (problems.length > 0) throw new Error(problems.join("\n  "));
  return request;
}
