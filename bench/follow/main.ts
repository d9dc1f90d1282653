/**
 * `npm run bench:follow`: the cost of one run of the function that follows addresses, as ratios to the
 * algorithm of the article that it is based on, with the same name server and API.
 */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { bundleLambda } from "../../components/front-door/function/bundle";
import { askServers } from "../../lambda/shared/look-up";
import { type Clients, Run } from "../../lambda/follow-addresses/run";
import { type Settings, readSettings } from "../../lambda/follow-addresses/settings";
import { addresses, balancer } from "../labs/follower/dns-server";
import { FollowerLab, NAME } from "../labs/follower/follower-lab";
import { median } from "../measure";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";
import { runBaseline } from "./baseline";
import { lookupRows } from "./lookups";

const values = readProcessOptions(
  `npm run bench:follow [-- options]: a run of the function that follows addresses, as ratios to the published algorithm

Takes some 5 minutes on two cores. Needs nothing but this machine.`,
  {
    rounds: {
      type: "string",
      default: "30",
      about: "runs of each of the four scenarios, for both",
    },
  },
);

/** Roughly the latency of a VPC's resolver. */
const DNS_DELAY_MS = 1;

type Algorithm = (settings: Settings, clients: Clients) => Promise<unknown>;

const ours: Algorithm = (settings, clients) =>
  new Run(
    settings,
    clients,
    () => undefined,
    () => 0,
  ).carryOut();

interface Scenario {
  readonly title: string;
  /** Number of addresses before the measured run, and in it. */
  readonly before: number;
  readonly after: number;
}

const scenarios: readonly Scenario[] = [
  { title: "steady, 2 addresses", before: 2, after: 2 },
  { title: "steady, 8 addresses", before: 8, after: 8 },
  { title: "steady, 28 addresses", before: 28, after: 28 },
  { title: "from 8 to 28 addresses", before: 8, after: 28 },
];

interface Cost {
  readonly ms: number;
  readonly lookups: number;
  readonly calls: number;
  readonly writes: number;
  readonly registered: number;
}

const isWrite = (action: string): boolean =>
  /PutObject|RegisterTargets|DeregisterTargets/.test(action);

/** One run of an algorithm in an account where it has run before. */
async function measure(run: Algorithm, { before, after }: Scenario, seed: number): Promise<Cost> {
  const lab = await FollowerLab.open();
  const aws = {
    endpoint: lab.api.url,
    region: "us-east-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  };
  const clients: Clients = {
    s3: new S3Client(aws),
    elb: new ElasticLoadBalancingV2Client(aws),
    cloudWatch: new CloudWatchClient(aws),
    ask: askServers([lab.dns.address]),
  };
  try {
    const settings = readSettings(lab.settings);
    lab.dns.delayMs = DNS_DELAY_MS;
    lab.dns.names.set(NAME, balancer(addresses(before), seed));
    // Twice: the second run also warms up connections, like a function that runs each minute.
    for (let turn = 0; turn < 2; turn++) await run(settings, clients);
    lab.takeCalls();
    const asked = lab.dns.questions.length;
    lab.dns.names.set(NAME, balancer(addresses(after), seed + 1));
    const start = process.hrtime.bigint();
    await run(settings, clients);
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    const calls = lab.takeCalls();
    return {
      ms,
      lookups: lab.dns.questions.length - asked,
      calls: calls.length,
      writes: calls.filter(isWrite).length,
      registered: lab.registered().length,
    };
  } finally {
    for (const client of [clients.s3, clients.elb, clients.cloudWatch]) client.destroy();
    await lab.close();
  }
}

async function compare(scenario: Scenario, rounds: number): Promise<string[][]> {
  const contenders = [
    ["article", runBaseline],
    ["holdfast", ours],
  ] as const;
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [label, run] of contenders) {
      costs.set(label, [...(costs.get(label) ?? []), await measure(run, scenario, round + 1)]);
    }
  }
  const of = (label: string, key: keyof Cost): number =>
    median(costs.get(label)!.map((cost) => cost[key]));
  return contenders.map(([label]) => [
    scenario.title,
    label,
    of(label, "lookups").toFixed(0),
    of(label, "calls").toFixed(0),
    of(label, "writes").toFixed(0),
    of(label, "registered").toFixed(0),
    of(label, "ms").toFixed(1),
    (of(label, "ms") / of("article", "ms")).toFixed(2),
  ]);
}

async function main(): Promise<void> {
  // The SDK's warning about Node.js versions must not appear in the tables.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const rounds = Number(values.rounds);
  const rows: string[][] = [];
  for (const scenario of scenarios) rows.push(...(await compare(scenario, rounds)));
  const head = ["one run", "what", "lookups", "calls", "writes", "registered", "ms", "to article"];
  console.log(renderTable(head, rows));
  console.log(
    `medians of ${rounds} runs each, in turn; name server and API in the same process, answers of ` +
      `the name server after ${DNS_DELAY_MS} ms\n`,
  );
  console.log(renderTable(...(await lookupRows())));
  console.log(
    `\nbundle: ${(Buffer.byteLength(bundleLambda("follow-addresses")) / 1e3).toFixed(0)} kB`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
