import {
  flag,
  readNumber,
  readOptions,
  refuse,
  renderHelp,
  textOr,
} from "../../commands/shared/options";

/** The options of `npm run bench:path`. */
export interface Options {
  readonly nodes: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly variants: readonly string[];
  readonly json: boolean;
}

const VARIANTS = ["direct", "plain", "holdfast", "quiet", "http"];

const LINE = {
  about: "npm run bench:path [-- options]: the data path through HAProxy, compared with others",
  options: {
    nodes: textOr("1,2,4", "LIST", "nodes with HAProxy, each measured by itself; 1 to 8"),
    rounds: textOr("5", "NUMBER", "how often each variant is measured, in turn"),
    seconds: textOr("3", "NUMBER", "of each of a round's five measurements; 1 to 60"),
    connections: textOr("64", "NUMBER", "connections at a time that fill the machine; 8 to 1,000"),
    variants: textOr("direct,plain,holdfast,quiet,http", "LIST", "the variants to measure"),
    json: flag("prints JSON, with every round"),
  },
  notes: `Needs root on Linux, haproxy, nginx, dnsmasq, wrk, iproute2 and curl. Exit codes: 0 all measured
and no request failed, 1 a request or a measurement failed, 2 an option is wrong.`,
} as const;

export const HELP = renderHelp(LINE);

/** Reads the command line; fails with every problem. */
export function readPathOptions(argv: readonly string[]): Options | "help" {
  const { values } = readOptions(argv, LINE);
  if (values.help) return "help";
  const problems: string[] = [];
  const whole = (option: string, text: string, least: number, most: number): number =>
    readNumber(problems, option, text, { least, most });
  const options: Options = {
    nodes: values.nodes.split(",").map((text) => whole("nodes", text, 1, 8)),
    rounds: whole("rounds", values.rounds, 1, 100),
    seconds: whole("seconds", values.seconds, 1, 60),
    connections: whole("connections", values.connections, 8, 1_000),
    variants: values.variants.split(","),
    json: values.json,
  };
  for (const variant of options.variants.filter((one) => !VARIANTS.includes(one))) {
    problems.push(`--variants ${variant}: must be one of ${VARIANTS.join(", ")}`);
  }
  refuse(problems);
  return options;
}
