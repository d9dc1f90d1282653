import { parseArgs } from "node:util";

/** What `npm run bench:path` was asked for. */
export interface Options {
  readonly nodes: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly variants: readonly string[];
  readonly json: boolean;
}

export const USAGE = `npm run bench:path -- [options]: the data path through HAProxy, beside others

  --nodes 1,2,4         nodes with HAProxy, each measured by itself; 1 to 8
  --rounds 5            how often each way is measured, in turn
  --seconds 3           of each of a round's five measurements; 1 to 60
  --connections 64      connections at a time that fill the machine; 8 to 1,000
  --variants LIST       of: direct, plain, holdfast, quiet, http
                        [direct,plain,holdfast,quiet,http]
  --json                the same as JSON, with every round

Needs root on Linux, haproxy, nginx, dnsmasq, wrk, iproute2 and curl. Ends with 0 if all was measured
and no request failed, 1 if one failed or something could not be measured, 2 if an option is wrong.
`;

const VARIANTS = ["direct", "plain", "holdfast", "quiet", "http"];

/** Reads the command line; fails with every problem. */
export function readOptions(argv: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      nodes: { type: "string", default: "1,2,4" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "3" },
      connections: { type: "string", default: "64" },
      variants: { type: "string", default: VARIANTS.join(",") },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const problems: string[] = [];
  const whole = (option: string, text: string, least: number, most: number): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      problems.push(`--${option}: ${text} is no whole number from ${least} to ${most}`);
    }
    return number;
  };
  const options: Options = {
    nodes: values.nodes.split(",").map((text) => whole("nodes", text, 1, 8)),
    rounds: whole("rounds", values.rounds, 1, 100),
    seconds: whole("seconds", values.seconds, 1, 60),
    connections: whole("connections", values.connections, 8, 1_000),
    variants: values.variants.split(","),
    json: values.json,
  };
  for (const variant of options.variants.filter((one) => !VARIANTS.includes(one))) {
    problems.push(`--variants: ${variant} is none of ${VARIANTS.join(", ")}`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return options;
}
