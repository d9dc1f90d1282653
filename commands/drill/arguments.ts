import { flag, path, readNumber, readOptions, refuse, renderHelp, textOr } from "../shared/options";
import { isSetting } from "./configure";
import { REHEARSED_KINDS } from "./kinds";
import { SCENARIOS } from "./scenarios";

const LINE = {
  about: `npm run drill [-- options]: injects faults into a stack's data plane under load and counts failed requests

It runs on this machine, in network namespaces: root and Linux, with haproxy, keepalived, dnsmasq, openssl,
curl and the AWS command line (npm test installs them on Debian), and Go, once, for the load generator.
See docs/drill.md.`,
  options: {
    stack: textOr("dev", "NAME", "the stack"),
    config: {
      type: "string",
      multiple: true,
      value: "SETTING",
      default: [] as string[],
      about: `a setting to override, such as backend.layout=vpcPerColor; without a
value, it is removed; may be repeated`,
    },
    scenario: textOr("", "NAMES", "one or more, separated by commas (default: all but soak)"),
    rate: textOr("20", "NUMBER", "requests per second, each on a new connection, at most 500"),
    speed: textOr("1", "NUMBER", "divides AWS's wait times by this, 1 to 60; 1 is AWS's pace"),
    replace: textOr("90", "NUMBER", "seconds until a group has replaced an instance, at speed 1"),
    minutes: textOr("30", "NUMBER", "of the scenario soak"),
    json: flag("the outcomes as JSON"),
    html: path("FILE", "also writes a page with the timelines drawn"),
    svg: path("FILE", "also writes the timeline of the first scenario"),
  },
  notes: `The stack's front door (entry.kind) is one of ${REHEARSED_KINDS.join(", ")}.

Scenarios:
${Object.entries(SCENARIOS)
  .map(([name, { title }]) => `  ${name.padEnd(17)}  ${title}`)
  .join("\n")}

Exit status: 0 all objectives met, 1 the drill could not run, 3 an objective was missed.`,
} as const;

export const HELP = renderHelp(LINE);

/** The options of the command. */
interface DrillRequest {
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

/** Reads the arguments; throws one error with all problems. */
export function readDrillArguments(argv: readonly string[]): DrillRequest {
  const { values } = readOptions(argv, LINE);
  const problems: string[] = [];
  const number = (name: "rate" | "speed" | "replace" | "minutes", least: number, most: number) =>
    readNumber(problems, name, values[name], { least, most, whole: false });
  for (const setting of values.config.filter((one) => !isSetting(one))) {
    problems.push(
      `--config ${setting}: must be a setting and its value, such as backend.live=green`,
    );
  }
  const named = values.scenario.split(",").filter(Boolean);
  for (const name of named.filter((one) => !SCENARIOS[one])) {
    problems.push(`--scenario ${name}: must be one of ${Object.keys(SCENARIOS).join(", ")}`);
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
  refuse(problems);
  return request;
}
