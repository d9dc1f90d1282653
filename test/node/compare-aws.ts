import { join } from "node:path";
import type { ApiCall } from "../../simulator/api/call";
import type { Fault } from "../../simulator/api/faults";
import { type Values, text } from "../../simulator/model/values";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

const COMMON = join(__dirname, "../../node/instance/lib/common.sh");

/** Makes one call like the programs of a node. Prints all that they read. */
const ASK = `PROGRAM=ask
. ${COMMON}
load_settings
ask_aws "$@"
printf 'status=%s error=%s said=%s\\n' "$?" "$ERROR" "$REPLY"
[ ! -e "$HOLDFAST_ROOT/object" ] || cat "$HOLDFAST_ROOT/object"
`;

/** An account with a machine of the node a1, and two older ones: of that node, and without tags. */
export interface Place {
  readonly lab: ProxyLab;
  readonly machine: NodeMachine;
  readonly others: readonly NodeMachine[];
}

/** One call, and its situation. */
export interface Call {
  readonly title: string;
  /** Service and operation, and then options. */
  readonly operation: string;
  readonly options: (place: Place) => readonly string[];
  /** The state before the call. */
  readonly given?: (place: Place) => unknown;
  readonly fault?: Fault;
  /** Inputs of the instance that makes the call. */
  readonly instance?: Values;
}

/** The parts of a call that the programs and the tests see, with names instead of ids and times. */
interface Seen {
  readonly log: string;
  readonly calls: readonly ApiCall[];
}

/** Makes a call in a separate account, with the real AWS command line or the machine's own one. */
export async function see(call: Call, isReal: boolean): Promise<Seen> {
  const lab = await ProxyLab.open();
  try {
    const others = [await lab.launch(), await lab.launch({ tags: {} })];
    const machine = await lab.launch(call.instance);
    const place = { lab, machine, others };
    await call.given?.(place);
    if (call.fault) lab.api.faults.add(call.fault);
    if (isReal) machine.useRealAws();
    const log = await ask(machine, [...call.operation.split(" "), ...call.options(place)]);
    return anonymous(place, { log: comparable(log), calls: lab.api.calls });
  } finally {
    await lab.close();
  }
}

/** Makes a call on a machine; what it came to. */
export async function ask(machine: NodeMachine, args: readonly string[]): Promise<string> {
  machine.write("ask", ASK);
  return (await machine.run(machine.file("ask"), ...args)).log;
}

/** Without what differs from one version of the real command line to the next. */
const comparable = (log: string): string =>
  log
    // The programs ask only whether a call failed. Version 1 ends with 255 where version 2 tells 252 to 254 apart.
    .replace(/^status=25[2-5] /m, "status=failed ")
    .replace(/said=\s*(aws: \[ERROR\]: )?/, "said=")
    .replace(/ \(reached max retries: 0\)/, "")
    .replace(/(\(\d{3}\) when calling .* operation:).*/s, "$1")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, (time) => new Date(time).toISOString())
    .trimEnd();

/** Newer versions of the real one call CloudWatch by JSON: with numbers, and without what the query protocol adds. */
const withoutProtocol = (key: string, value: unknown): unknown => {
  if (key === "Version" || key === "Action") return undefined;
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
};

function anonymous({ lab, machine, others }: Place, seen: Seen): Seen {
  const machines = [machine, ...others].flatMap(({ id, root, instance }, index) => {
    const launched = new Date(text(instance.outputs["$launchTime"])).toISOString();
    return [id, root, launched].map((one) => [one, `(${index})`] as const);
  });
  let all = JSON.stringify(seen, withoutProtocol);
  for (const [one, name] of [
    ...machines,
    [lab.address.id, "(address)"],
    [lab.api.url, "(api)"],
  ] as const) {
    all = all.replaceAll(one, name);
  }
  return JSON.parse(all.replace(/eipalloc-\w+|eipassoc-\w+|\bZ[0-9A-F]{19}\b/g, "(id)")) as Seen;
}
