import {
  flag,
  path,
  readNumber,
  readOptions,
  refuse,
  renderHelp,
  text,
  textOr,
} from "../../shared/options";
import { AWS_SCENARIOS } from "./scenarios";

const LINE = {
  about: `npm run drill:aws -- --stack NAME --scenario NAME [options]: a rehearsal on AWS

Without --run it only prints, and calls nothing: the experiment for AWS Fault Injection Service, and the
policies of the role that it needs. With --run it asks for the id of the account, then breaks the stack
for real, measures from this machine, and deletes the experiment again. See docs/drill-aws.md.`,
  options: {
    stack: text("NAME", "the stack, of which `pulumi stack export` is read"),
    file: path("FILE", "or a file with the export; - for standard input"),
    scenario: text("NAME", "what is broken, see below"),
    node: text("KEY", "the node that is struck (default: the first)"),
    zone: text("NAME", "the availability zone that is struck (default: the node's, or the first)"),
    minutes: textOr("5", "NUMBER", "for what lasts, 2 to 60"),
    "role-arn": text(
      "ARN",
      "the role of the experiment (default: the role holdfast-drill of the account)",
    ),
    json: flag("as JSON"),
    run: flag("create and start it"),
    "yes-on-aws": text("ID", "the account's id, instead of the question"),
    url: text("URL", "where requests go (default: https:// and the stack's hostname)"),
    rate: textOr("10", "NUMBER", "requests per second, 1 to 100"),
  },
  notes: `Scenarios:
${Object.entries(AWS_SCENARIOS)
  .map(([name, { title }]) => `  ${name.padEnd(17)}  ${title}`)
  .join("\n")}

Exit status: 0 it was printed, or carried out to the end; 1 it could not be; 3 it was stopped or failed.`,
} as const;

export const HELP = renderHelp(LINE);

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
  const { values } = readOptions(argv, LINE);
  if (values.help) return "help";
  const problems: string[] = [];
  const whole = (name: "minutes" | "rate", least: number, most: number): number =>
    readNumber(problems, name, values[name], { least, most });
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
    scenario,
    node: values.node,
    zone: values.zone,
    roleArn: role,
    minutes: whole("minutes", 2, 60),
    json: values.json,
    run: values.run,
    confirmedAccount: account,
    url: values.url,
    ratePerSecond: whole("rate", 1, 100),
  };
  refuse(problems);
  return request;
}
