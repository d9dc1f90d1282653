import { parseArgs } from "node:util";
import { isSetting } from "./configure";
import { SCENARIOS } from "./scenarios";

export const HELP = `npm run drill [-- options]: breaks a stack's data plane under load and counts what clients lose

It runs on this machine, in network namespaces: root and Linux, with haproxy, keepalived, dnsmasq, openssl,
curl and the AWS command line (npm test installs them on Debian), and Go, once, for the load generator.
See docs/drill.md.

  --stack NAME       the stack (default: dev)
  --config SETTING   a setting that differs from the stack's, such as backend.layout=vpcPerColor; without a
                     value it is taken out; as often as needed
  --scenario NAMES   one or more, with commas between (default: all but soak)
  --rate NUMBER      requests per second, each with a connection of its own (default: 20, at most 500)
  --speed NUMBER     what AWS's own waits are divided by, 1 to 60 (default: 1, AWS's own pace)
  --replace NUMBER   seconds until a group has replaced an instance, at speed 1 (default: 90)
  --minutes NUMBER   of the scenario soak (default: 30)
  --json             the outcomes as JSON
  --html FILE        also writes a page with the timelines drawn
  --svg FILE         also writes the timeline of the first scenario

Scenarios:
${Object.entries(SCENARIOS)
  .map(([name, { title }]) => `  ${name.padEnd(17)}  ${title}`)
  .join("\n")}

Exit status: 0 all objectives are met, 1 it could not be done, 3 an objective is missed.
`;

const OPTIONS = {
  stack: { type: "string", default: "dev" },
  config: { type: "string", multiple: true, default: [] as string[] },
  scenario: { type: "string", default: "" },
  rate: { type: "string", default: "20" },
  speed: { type: "string", default: "1" },
  replace: { type: "string", default: "90" },
  minutes: { type: "string", default: "30" },
  json: { type: "boolean", default: false },
  html: { type: "string" },
  svg: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What a person asked for. */
export interface DrillRequest {
  readonly stack: string;
  readonly config: readonly string[];
  readonly scenarios: readonly string[];
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly replaceSeconds: number;
  readonly minutes: number;
  readonly json: boolean;
  readonly html: string | undefined;
  readonly svg: string | undefined;
  readonly help: boolean;
}

/** Reads the arguments; throws one error with all that is wrong with them. */
export function readDrillArguments(argv: readonly string[]): DrillRequest {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const problems: string[] = [];
  const number = (name: "rate" | "speed" | "replace" | "minutes", least: number, most: number) => {
    const value = Number(values[name]);
    if (!(value >= least && value <= most)) {
      problems.push(`--${name} ${values[name]}: must be a number from ${least} to ${most}`);
    }
    return value;
  };
  for (const setting of values.config.filter((one) => !isSetting(one))) {
    problems.push(
      `--config ${setting}: must be a setting and its value, such as backend.live=green`,
    );
  }
  const named = values.scenario.split(",").filter(Boolean);
  for (const name of named.filter((one) => !SCENARIOS[one])) {
    problems.push(`--scenario ${name}: none of ${Object.keys(SCENARIOS).join(", ")}`);
  }
  const request = {
    stack: values.stack,
    config: values.config,
    scenarios: named.length > 0 ? named : Object.keys(SCENARIOS).filter((one) => one !== "soak"),
    ratePerSecond: number("rate", 1, 500),
    speed: number("speed", 1, 60),
    replaceSeconds: number("replace", 1, 3_600),
    minutes: number("minutes", 0.1, 1_440),
    json: values.json,
    html: values.html,
    svg: values.svg,
    help: values.help,
  };
  if (problems.length > 0) throw new Error(problems.join("\n  "));
  return request;
}
