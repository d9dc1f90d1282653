/**
 * `npm run bench`: time and memory of `pulumi preview`, as ratios to peers measured in the same run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSession, type Session } from "../commands/local/session";
import { projectName, stackExists, writeProject } from "../commands/local/stacks";
import { type MeasuredCommand, median, type MeasuredRun, run, runInTurn } from "./measure";
import { readProcessOptions } from "../commands/shared/options";
import { renderTable } from "../commands/shared/table";
import { prepareTerraform } from "./terraform";

const values = readProcessOptions(
  `npm run bench [-- options]: time and memory of previews, as ratios to a plain Pulumi program and to Terraform

Takes about 4 minutes on two idle cores. Terraform is skipped if it is not on the PATH.`,
  {
    vpcs: {
      type: "string",
      default: "1,10,40",
      about: "sizes of the program, in VPCs of 22 resources",
    },
    rounds: { type: "string", default: "5", about: "how often each preview is run, in turn" },
  },
);

/** The other programs' resources, as a configuration of the complete program. */
const NETWORK_ONLY = `config:
  aws:region: us-east-1
  holdfast:network: { cidr: 10.0.0.0/16 }
  holdfast:addresses: { protect: false }
  holdfast:tags: { environment: bench }
`;

const root = join(__dirname, "..");
const home = join(root, ".holdfast", "bench");

async function main(): Promise<void> {
  const session = await openSession({ home });
  try {
    const rows: string[][] = [];
    for (const vpcs of values.vpcs.split(",").map(Number)) {
      rows.push(...(await measure(session, vpcs)));
    }
    console.log(
      renderTable(
        ["VPCs", "what", "median s", "to floor", "to terraform", "peak MB", "runs"],
        rows,
      ),
    );
    console.log(
      "floor: the same resources in a plain Pulumi program, started the same way; resources per VPC: 22",
    );
  } finally {
    await session.close();
  }
}

async function measure(session: Session, vpcs: number): Promise<string[][]> {
  process.stderr.write(`measuring ${vpcs} VPC(s), ${values.rounds} rounds …\n`);
  const programs = new Map<string, MeasuredCommand>();
  programs.set("bare program (floor)", await preview(session, placeProgram("bare"), vpcs));
  programs.set("components", await preview(session, placeProgram("components"), vpcs));
  if (vpcs === 1) {
    writeFileSync(join(session.project, "Pulumi.dev.yaml"), NETWORK_ONLY);
    programs.set("whole program", await preview(session, session.project, vpcs));
  }
  const terraform = prepareTerraform(join(home, `terraform-${vpcs}`), vpcs);
  if (typeof terraform === "string") process.stderr.write(`without terraform: ${terraform}\n`);
  else programs.set("terraform plan", terraform);

  const runs = await runInTurn([...programs.values()], Number(values.rounds));
  const labels = [...programs.keys()];
  const seconds = runs.map((times) => median(times.map((time) => time.seconds)));
  const floor = seconds[0]!;
  const peer = seconds[labels.indexOf("terraform plan")];
  return labels.map((label, index) => [
    String(vpcs),
    label,
    seconds[index]!.toFixed(2),
    (seconds[index]! / floor).toFixed(2),
    peer === undefined ? "-" : (seconds[index]! / peer).toFixed(2),
    peak(runs[index]!),
    String(runs[index]!.length),
  ]);
}

function peak(runs: readonly MeasuredRun[]): string {
  const known = runs.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
  return known.length > 0 ? median(known).toFixed(0) : "-";
}

/**
 * A folder from which the engine runs one of the programs, so that it writes no files into the program's
 * folder.
 */
function placeProgram(name: string): string {
  const folder = join(home, "programs", name);
  mkdirSync(folder, { recursive: true });
  writeProject(join(root, "bench", "programs", name), folder);
  writeFileSync(join(folder, "Pulumi.dev.yaml"), "config:\n  aws:region: us-east-1\n");
  return folder;
}

/** A preview of a stack that does not exist yet, as on the first pull request. */
async function preview(session: Session, cwd: string, vpcs: number): Promise<MeasuredCommand> {
  const command = (args: readonly string[]): MeasuredCommand => ({
    file: session.pulumi,
    args,
    cwd,
    env: { ...session.env, BENCH_VPCS: String(vpcs) },
  });
  if (!stackExists(home, projectName(cwd), "dev")) {
    await run(command(["stack", "init", "dev", "--no-select"]));
  }
  return command(["preview", "--stack", "dev", "--non-interactive"]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
