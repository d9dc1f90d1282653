/**
 * `npm run bench:cost`: the time that pricing and policies add to `pulumi preview`, also compared with a pack
 * without policies, and whether it is linear in the number of resources.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { estimate } from "../../cost/estimate";
import type { Resource } from "../../stack/resource";
import { openSession, type Session } from "../../commands/local/session";
import { projectName, stackExists, writeProject } from "../../commands/local/stacks";
import { configured } from "../../policy/model/policy";
import { StackGraph } from "../../stack/graph";
import { ALL_POLICIES } from "../../policy/policies";
import { type MeasuredCommand, median, run, runInTurn } from "../measure";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";
import { grownStacks } from "./grown-stack";

const values = readProcessOptions(
  `npm run bench:cost [-- options]: the time that pricing and policies add to a preview, and how it grows with the number of resources

Takes some 4 minutes on two cores.`,
  {
    rounds: { type: "string", default: "5", about: "how often each is measured, in turn" },
    vpcs: {
      type: "string",
      default: "2,8,23",
      about: "sizes of the previews, in VPCs of 22 resources",
    },
    "no-engine": {
      type: "boolean",
      default: false,
      about: "without previews, in this process only",
    },
  },
);

const root = join(__dirname, "..", "..");
const home = join(root, ".holdfast", "bench-cost");
const pack = join(root, "policy");
const rounds = Number(values.rounds);

const SIZES = [50, 500, 5000];
const RESOURCES_PER_VPC = 22;

const price = (resources: readonly Resource[]): unknown =>
  estimate(resources, { region: "us-east-1" });

/** All policies with their defaults, as one run of the pack. */
function judge(resources: readonly Resource[]): void {
  const stack = new StackGraph(resources);
  for (const policy of ALL_POLICIES) {
    const config = configured(policy.settings, {});
    if (policy.kind === "stack") policy.check(stack, config);
    else {
      const own = resources.filter(({ type }) => policy.types.includes(type));
      own.forEach((resource) => policy.check(resource, config));
    }
  }
}

function milliseconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Median milliseconds of pricing and of the policies, by number of resources. */
async function inProcess(): Promise<string[][]> {
  const stacks = await grownStacks(SIZES);
  const rows = stacks.map((resources) => {
    const times = Array.from({ length: rounds + 1 }, () => [
      milliseconds(() => price(resources)),
      milliseconds(() => judge(resources)),
    ]).slice(1); // The first run also compiles.
    return [0, 1].map((index) => median(times.map((time) => time[index]!)));
  });
  return rows.map((row, index) => {
    const size = SIZES[index]!;
    const cells = row.flatMap((ms) => [ms.toFixed(1), ((ms * 1000) / size).toFixed(0)]);
    return [String(size), ...cells];
  });
}

/** Previews of a stack that does not exist yet: without a pack, with one without policies, and with the pack. */
async function previews(session: Session, vpcs: number): Promise<string[]> {
  const cwd = join(home, "programs", "components");
  mkdirSync(cwd, { recursive: true });
  writeProject(join(root, "bench", "programs", "components"), cwd);
  writeFileSync(join(cwd, "Pulumi.dev.yaml"), "config:\n  aws:region: us-east-1\n");
  const command = (...args: string[]): MeasuredCommand => ({
    file: session.pulumi,
    args,
    cwd,
    env: { ...session.env, BENCH_VPCS: String(vpcs) },
  });
  if (!stackExists(home, projectName(cwd), "dev")) {
    await run(command("stack", "init", "dev", "--no-select"));
  }
  const plain = command("preview", "--stack", "dev", "--non-interactive");
  const withFlags = (...flags: string[]) => ({ ...plain, args: [...plain.args, ...flags] });
  const config = join(pack, "config", "dev.json");
  const empty = withFlags(
    "--policy-pack",
    join(root, "bench", "programs", "empty-pack", "start.cjs"),
  );
  const judged = withFlags(
    ...["--policy-pack", join(pack, "start.cjs"), "--policy-pack-config", config],
  );
  await run(judged); // The first start builds the pack's bundle.
  const runs = await runInTurn([plain, empty, judged], rounds);
  const seconds = runs.map((times) => times.map((time) => time.seconds));
  const [without, withEmpty, withPack] = seconds.map(median);
  const size = vpcs * RESOURCES_PER_VPC;
  const [resources] = await grownStacks([size]);
  price(resources!);
  const pricing = milliseconds(() => price(resources!)) / 1000;
  return [
    String(size),
    ...[without!, withEmpty!, withPack!].map((time) => time.toFixed(2)),
    ratio(seconds[1]!, seconds[0]!),
    ratio(seconds[2]!, seconds[0]!),
    ratio(seconds[2]!, seconds[1]!),
    pricing.toFixed(3),
    ((without! + pricing) / without!).toFixed(3),
  ];
}

/** Median of the ratios within a round, so that other load on the machine affects both. */
const ratio = (times: readonly number[], base: readonly number[]): string =>
  median(times.map((time, round) => time / base[round]!)).toFixed(3);

async function main(): Promise<void> {
  const head = ["resources", "pricing ms", "µs each", "policies ms", "µs each"];
  console.log(renderTable(head, await inProcess()));
  console.log(`medians of ${rounds} runs in one process, front doors of Pulumi.dev.yaml\n`);
  if (values["no-engine"]) return;
  const session = await openSession({ home });
  try {
    const rows = [];
    for (const vpcs of values.vpcs.split(",")) rows.push(await previews(session, Number(vpcs)));
    const titles = [
      ...["resources", "preview s", "empty pack s", "pack s"],
      ...["empty to none", "pack to none", "pack to empty", "pricing s", "ratio"],
    ];
    console.log(renderTable(titles, rows));
    console.log(
      `medians of ${rounds} previews each, in turn, and of the ratios within a round; ` +
        `VPCs of bench/programs/components; load ${loadavg()[0]!.toFixed(1)}`,
    );
  } finally {
    await session.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
