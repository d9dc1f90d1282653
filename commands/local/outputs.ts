import { type Account, objects, text, texts } from "../../simulator";
import { holderIn } from "../../stack/holder";
import { SECRET, textsWithin } from "../../stack/values";
import { rowLines } from "../shared/table";

/** The parts of `pulumi stack export` that are read here. */
export interface Deployment {
  readonly resources?: readonly {
    readonly urn: string;
    readonly type: string;
    readonly custom?: boolean;
    readonly protect?: boolean;
    readonly id?: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
  }[];
}

/** An address of a stack. */
interface StackAddress {
  readonly key: string;
  /** Or the IPv4 block of a pool. */
  readonly publicIp: string;
  /** Allocation id of an Elastic IP, ARN of an accelerator, id of a pool. */
  readonly id: string;
  /** Its association. */
  readonly holder: string;
}

const EIP = "aws:ec2/eip:Eip";
const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const IPAM_POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";
const IPAM_POOL_CIDR = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const STACK = "pulumi:pulumi:Stack";
const ZONE = "aws:route53/zone:Zone";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const COLOR = "holdfast:backend:Backend";

type Style = (text: string) => string;
const plain: Style = (text) => text;

/** The addresses in AWS with the tags of a stack, by key: Elastic IPs, accelerator addresses, and blocks. */
export function addressesOf(account: Account, project: string, stack: string): StackAddress[] {
  const tagged = (type: string) =>
    account
      .all(type)
      .map((resource) => ({ resource, tags: account.tagsOf(resource) }))
      .filter(({ tags }) => tags["holdfast:stack"] === `${project}/${stack}`);
  const elastic = tagged(EIP).map(({ resource, tags }) => ({
    key: tags["holdfast:key"] ?? "",
    publicIp: text(account.state(resource)["publicIp"]),
    id: resource.id,
    holder: holderIn(tags),
  }));
  const accelerated = tagged(ACCELERATOR).flatMap(({ resource, tags }) =>
    acceleratedAddresses(tags["holdfast:key"] ?? "", resource.id, resource.outputs),
  );
  const blocks = tagged(IPAM_POOL).flatMap(({ resource: { id }, tags }) =>
    account
      .referring(id, IPAM_POOL_CIDR)
      .map(({ outputs }) => blockOf(tags["holdfast:key"] ?? "", text(outputs["cidr"]), id)),
  );
  return [...elastic, ...accelerated, ...blocks].sort(byKey);
}

const blockOf = (key: string, cidr: string, id: string): StackAddress => ({
  key,
  publicIp: cidr,
  id,
  holder: "",
});

/** The addresses in the state of a stack, by key. */
export function addressesIn({ resources = [] }: Deployment): StackAddress[] {
  const pools = new Map(
    resources.flatMap(({ type, id = "", outputs = {} }) =>
      type === IPAM_POOL
        ? [[id, (outputs["tagsAll"] ?? outputs["tags"] ?? {}) as Record<string, string>] as const]
        : [],
    ),
  );
  return resources
    .flatMap(({ type, id = "", outputs = {} }) => {
      const tags = (outputs["tagsAll"] ?? outputs["tags"] ?? {}) as Record<string, string>;
      const key = tags["holdfast:key"] ?? "";
      if (type === EIP) {
        const publicIp = String(outputs["publicIp"]);
        return [{ key, publicIp, id, holder: holderIn(tags) }];
      }
      if (type === IPAM_POOL_CIDR) {
        const pool = String(outputs["ipamPoolId"]);
        return [blockOf(pools.get(pool)?.["holdfast:key"] ?? "", String(outputs["cidr"]), pool)];
      }
      return type === ACCELERATOR ? acceleratedAddresses(key, id, outputs) : [];
    })
    .sort(byKey);
}

const byKey = (one: StackAddress, other: StackAddress): number => (one.key < other.key ? -1 : 1);

const acceleratedAddresses = (
  key: string,
  id: string,
  outputs: Readonly<Record<string, unknown>>,
): StackAddress[] =>
  objects(outputs["ipSets"] as Parameters<typeof objects>[0])
    .flatMap(({ ipAddresses }) => texts(ipAddresses))
    .sort()
    .map((publicIp, index) => ({ key: `${key}-${index + 1}`, publicIp, id, holder: "" }));

interface SummaryOptions {
  readonly heading?: Style;
  /** The stack's config file. @default Pulumi.<stack>.yaml */
  readonly configFile?: string | undefined;
  /** A sentence that says where the stack is up. */
  readonly closing?: string;
}

/** The summary after `up`: resources, outputs and next steps; the addresses come last. */
export function renderSummary(
  stack: string,
  { resources = [] }: Deployment,
  addresses: readonly StackAddress[],
  {
    heading = plain,
    configFile = `Pulumi.${stack}.yaml`,
    closing = `Stack ${stack} is up in simulated AWS: no cost.`,
  }: SummaryOptions = {},
): string {
  const outputs = resources.find(({ type }) => type === STACK)?.outputs ?? {};
  const listed = [...addresses, ...egressOf(outputs, addresses)];
  const others = Object.entries(outputs).filter(([, value]) => !isCovered(value, listed));
  const created = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  const types = created.map(({ type }) => type.split(":").at(-1) ?? type);
  const grouping =
    resources.filter(({ type }) => !type.startsWith("pulumi:providers:")).length - types.length;
  return [
    heading(`${types.length} resources`) + renderTypes(types),
    ...(grouping > 0
      ? [`  Pulumi counts ${grouping} more: the stack, and components, which group the others`]
      : []),
    ...(others.length > 0 ? ["", heading("Other outputs"), ...renderOutputs(others)] : []),
    ...renderNextSteps(configFile, resources, outputs, heading),
    "",
    closing,
    "",
    heading("Addresses to allow-list"),
    ...(listed.length === 0 ? ["  none"] : []),
    ...indented(listed.map((one) => [one.key, asCidr(one.publicIp), one.id, one.holder])),
  ].join("\n");
}

const asCidr = (address: string): string => (address.includes("/") ? address : `${address}/32`);

/** How many resource types the summary names. */
const MOST_TYPES = 6;

/** The most frequent types, with their counts. */
function renderTypes(types: readonly string[]): string {
  const counts = count(types).sort(([, one], [, other]) => other - one);
  const named = counts.slice(0, MOST_TYPES).map(([type, number]) => `${number} ${type}`);
  const rest = counts.length - named.length;
  const all = rest > 0 ? [...named, `and ${rest} more types`] : named;
  return all.length > 0 ? `: ${all.join(", ")}` : "";
}

/** The public addresses of outgoing traffic that the stack does not create: those of an existing VPC. */
const egressOf = (
  { egressAddresses }: Readonly<Record<string, unknown>>,
  own: readonly StackAddress[],
): StackAddress[] =>
  textsWithin(egressAddresses)
    .filter((address) => own.every(({ publicIp }) => publicIp !== address))
    .map((publicIp) => ({ key: "egress", publicIp, id: "", holder: "NAT gateway" }));

/** The name of the public zone that the stack created, if it did: the one with these name servers. */
const createdZone = (
  resources: NonNullable<Deployment["resources"]>,
  { nameServers }: Readonly<Record<string, unknown>>,
): unknown =>
  resources.find(
    ({ type, outputs }) =>
      type === ZONE && inline(outputs?.["nameServers"]) === inline(nameServers),
  )?.outputs?.["name"];

/** Next steps: complete a move of addresses, delegate to a new zone, look at a front door, and switch colours. */
function renderNextSteps(
  configFile: string,
  resources: NonNullable<Deployment["resources"]>,
  outputs: Readonly<Record<string, unknown>>,
  heading: Style,
): string[] {
  const { hostname, freedAddresses, alarmTopics } = outputs;
  const freed = textsWithin(freedAddresses).join(", ");
  const steps: string[][] = [];
  if (freed) {
    const text = `run the same update once more. It claims ${freed}; until then, they are unavailable`;
    steps.push(["again", text]);
  }
  steps.push(...delegation(resources, outputs));
  if (typeof hostname === "string") steps.push(["name", `${hostname} resolves to the front door`]);
  if (textsWithin(alarmTopics).length > 0) {
    const seen = resources.some(({ type }) => type === DASHBOARD) ? "the dashboard and " : "";
    steps.push(["watch", `${seen}the alarms: subscribe to alarmTopics`]);
  }
  const { backendName } = outputs;
  const colors = resources.filter(({ type }) => type === COLOR).length;
  // Existing colours have no component.
  if (colors > 1 || (colors === 0 && typeof backendName === "string")) {
    const routes =
      typeof backendName === "string" ? `two records of ${backendName}` : "what routes to a colour";
    const text = `set live under holdfast:backend in ${configFile} to the other colour; preview shows the gate and ${routes}`;
    steps.push(["switch", text]);
  }
  return steps.length === 0 ? [] : ["", heading("Next"), ...indented(steps)];
}

/** What to do with a public zone that the stack created. */
function delegation(
  resources: NonNullable<Deployment["resources"]>,
  outputs: Readonly<Record<string, unknown>>,
): string[][] {
  const zone = createdZone(resources, outputs);
  if (!Array.isArray(outputs["nameServers"]) || typeof zone !== "string") return [];
  const text = `${zone}: set these name servers at its registrar, or in an NS record of its parent zone`;
  return [["delegate", text], ...textsWithin(outputs["nameServers"]).map((one) => ["", one])];
}

/** The remaining addresses after `destroy`: protected in the state, or retained. */
export function renderLeftovers(
  stack: string,
  { resources = [] }: Deployment,
  addresses: readonly StackAddress[],
  heading: Style = plain,
): string {
  if (addresses.length === 0) {
    return `Stack ${stack} has no resources left in simulated AWS.`;
  }
  const kept = new Set(resources.filter(({ protect }) => protect).map(({ id }) => id));
  return [
    heading(`Remaining resources of stack ${stack} in simulated AWS`),
    ...indented(
      addresses.map(({ key, publicIp, id }) => [
        ...[key, publicIp, id],
        kept.has(id) ? "protected" : "retained, no longer in the stack",
      ]),
    ),
  ].join("\n");
}

/** Whether an output only repeats the listed addresses. */
function isCovered(value: unknown, addresses: readonly StackAddress[]): boolean {
  const listed = new Set(addresses.flatMap(({ publicIp, id }) => [publicIp, id]));
  const said = leaves(value).map((leaf) => leaf.replace(/\/32$/, ""));
  return said.length > 0 && said.every((leaf) => listed.has(leaf));
}

function leaves(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(leaves);
  }
  return typeof value === "string" ? value.split("\n") : [String(value)];
}

function renderOutputs(outputs: [string, unknown][]): string[] {
  const rows = outputs.flatMap(([name, value]): string[][] =>
    isRecord(value) && !(SECRET in value)
      ? [[name], ...Object.entries(value).map(([key, inner]) => [`  ${key}`, inline(inner)])]
      : [[name, inline(value)]],
  );
  return indented(rows);
}

function inline(value: unknown): string {
  if (isRecord(value)) {
    return SECRET in value ? "[secret]" : Object.values(value).map(inline).join("  ");
  }
  return [...new Set(Array.isArray(value) ? value.map(inline) : leaves(value))].join(", ");
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function count(names: readonly string[]): [string, number][] {
  const numbers = new Map<string, number>();
  names.forEach((name) => numbers.set(name, (numbers.get(name) ?? 0) + 1));
  return [...numbers].sort(([one], [other]) => (one < other ? -1 : 1));
}

const indented = (rows: readonly (readonly string[])[]): string[] =>
  rowLines(rows).map((line) => `  ${line}`);
