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

Without --run, it calls nothing. It prints the experiment for AWS Fault Injection Service, and the
policies of its role. With --run, it asks for the account id, injects the faults into the real
stack, measures from this machine, and deletes the experiment. See docs/drill-aws.md.`,
  options: {
    stack: text("NAME", "the stack; reads its `pulumi stack export`"),
    file: path("FILE", "or a file with the export; - for standard input"),
    scenario: text("NAME", "the fault to inject, see below"),
    node: text("KEY", "the node to inject the fault into (default: the first)"),
    zone: text(
      "NAME",
      "the availability zone to inject the fault into (default: the node's, or the first)",
    ),
    minutes: textOr("5", "NUMBER", "duration of faults that last, 2 to 60"),
    "role-arn": text(
      "ARN",
      "the role of the experiment (default: the role holdfast-drill of the account)",
    ),
    json: flag("as JSON"),
    run: flag("create and start the experiment"),
    "yes-on-aws": text("ID", "the account's id, instead of the question"),
    url: text("URL", "where requests go (default: https:// and the stack's hostname)"),
    rate: textOr("10", "NUMBER", "requests per second, 1 to 100"),
  },
  notes: `Scenarios:
${Object.entries(AWS_SCENARIOS)
  .map(([name, { title }]) => `  ${name.padEnd(17)}  ${title}`)
  .join("\n")}

Exit status: 0 printed, or completed; 1 it could not run; 3 the experiment was stopped or failed.`,
} as const;

export const HELP = renderHelp(LINE);

/** The options of the command. */
export interface AwsDrillRequest {
  readonly source: { readonly stack: string } | { readonly file: string };
  readonly scenario: string;
  readonly node: string | undefined;
  readonly zone: string | undefined;
  readonly minutes: number;
  readonly roleArn: string | undefined;
  readonly json: boolean;
  /** Whether to inject the faults. */
  readonly run: boolean;
  readonly confirmedAccount: string | undefined;
  readonly url: string | undefined;
  readonly ratePerSecond: number;
}

/** Reads the arguments; throws one error with all problems. */
export function readAwsArguments(argv: readonly string[]): AwsDrillRequest | "help" {
  const { values } = readOptions(argv, LINE);
  if (values.help) return "help";
  const problems: string[] = [];
  const whole = (name: "minutes" | "rate", least: number, most: number): number =>
    readNumber(problems, name, values[name], { least, most });
  const names = Object.keys(AWS_SCENARIOS).join(", ");
  const { stack, file, scenario = "" } = values;
  if ((stack === undefined) === (file === undefined)) {
    problems.push("--stack: name the stack, or give its export with --file, but not both");
  }
  if (scenario === "") problems.push(`--scenario: name one of ${names}`);
  else if (!AWS_SCENARIOS[scenario])
    problems.push(`--scenario ${scenario}: must be one of ${names}`);
  if (values.url !== undefined && !/^https?:\/\/[^/]/.test(values.url)) {
    problems.push(`--url ${values.url}: must begin with http:// or https://`);
  }
  const role = values["role-arn"];
  if (role !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(role)) {
    problems.push(
      `--role-arn ${role}: must be the ARN of a role, such as arn:aws:iam::123456789012:role/NAME`,
    );
  }
  const account = values["yes-on-aws"];
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    problems.push(`--yes-on-aws ${account}: must be an account id of 12 digits`);
  }
  if (account !== undefined && !values.run) {
    problems.push("--yes-on-aws: has no effect without --run. Leave it out, or add --run");
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
