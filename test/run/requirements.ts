import { namespaceProblem } from "../../commands/drill/lab/requirements";
import { obtainVegeta } from "../../commands/drill/load/obtain-vegeta";
import { obtainEngine } from "../../commands/shared/engine/obtain";
import { type Log, logToTerminal } from "../../commands/shared/progress";
import { locateAll, useLocated } from "../../commands/shared/programs";
import { obtainPacker } from "../../bench/labs/image/packer/obtain";
import { obtainActionlint } from "../workflows/obtain-actionlint";
import { obtainPython } from "../support/python/obtain-python";
import { obtainLanguages } from "../support/languages/obtain-languages";
import {
  type Installation,
  type Machine,
  installPackages,
  renderInstallation,
  thisMachine,
} from "./install";
import { isAt } from "./suites";

/** A requirement of specs, besides Node.js and the dependencies. */
interface Requirement {
  readonly name: string;
  /** Paths of the specs, below test/. */
  readonly specs: readonly string[];
}

/** A program on the PATH, or from a package of Debian and Ubuntu. */
export interface Program extends Requirement {
  readonly debianPackage: string;
}

/** Another requirement, which is searched or built. */
export interface Resource extends Requirement {
  /** Throws the reason when it is unavailable. */
  readonly obtain: (log: Log) => unknown;
}

/** Skipped specs, and the reason. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
  readonly specs: readonly string[];
}

/** What `prepare` knows, and the machine that it prepares. */
interface Surroundings {
  readonly programs?: readonly Program[];
  readonly resources?: readonly Resource[];
  readonly machine?: Machine;
  readonly log?: Log;
}

const LABS = ["lab/", "commands/drill/rehearsals/"];
const NODES = ["node/", ...LABS];

/** Specs that compare with AWS data from PyPI packages. */
const PYTHON_SPECS = [
  "conformance/moto.long.spec.ts",
  "engine/inputs.long.spec.ts",
  "inputs/inputs.long.spec.ts",
];

const PROGRAMS: readonly Program[] = [
  { name: "haproxy", debianPackage: "haproxy", specs: [...NODES, "commands/drill/lab/"] },
  { name: "curl", debianPackage: "curl", specs: NODES },
  { name: "aws", debianPackage: "awscli", specs: NODES },
  {
    name: "keepalived",
    debianPackage: "keepalived",
    specs: [
      ...LABS,
      "components/front-door/address-pair/keepalived-config.spec.ts",
      "node/sandbox.spec.ts",
    ],
  },
  { name: "dnsmasq", debianPackage: "dnsmasq-base", specs: LABS },
  { name: "ip", debianPackage: "iproute2", specs: LABS },
  { name: "systemd-analyze", debianPackage: "systemd", specs: ["node/sandbox.spec.ts"] },
  { name: "nsenter", debianPackage: "util-linux", specs: LABS },
  {
    name: "openssl",
    debianPackage: "openssl",
    specs: [...LABS, "components/backend/demo-server.spec.ts"],
  },
  {
    name: "python3",
    debianPackage: "python3",
    specs: [
      "components/backend/demo-server.spec.ts",
      "lab/proxy-protocol.spec.ts",
      "engine/languages.long.spec.ts",
      ...PYTHON_SPECS,
    ],
  },
  { name: "pip3", debianPackage: "python3-pip", specs: PYTHON_SPECS },
  {
    name: "shellcheck",
    debianPackage: "shellcheck",
    specs: ["node/instance.spec.ts", "workflows/actionlint.spec.ts"],
  },
  { name: "wget", debianPackage: "wget", specs: ["lab/container.spec.ts"] },
  { name: "nginx", debianPackage: "nginx", specs: ["lab/data-path.spec.ts"] },
  { name: "wrk", debianPackage: "wrk", specs: ["lab/data-path.spec.ts"] },
  { name: "git", debianPackage: "git", specs: ["commands/review/", "engine/"] },
  { name: "chromium", debianPackage: "chromium", specs: ["browser/"] },
  { name: "debootstrap", debianPackage: "debootstrap", specs: ["node/image/"] },
];

const refuse = (reason: string | undefined): void => {
  if (reason !== undefined) throw new Error(reason);
};

const RESOURCES: readonly Resource[] = [
  { name: "namespaces", specs: [...LABS, "node/image/"], obtain: () => refuse(namespaceProblem()) },
  { name: "the Pulumi engine", specs: ["engine/"], obtain: (log) => obtainEngine({ log }) },
  { name: "language hosts", specs: ["engine/languages.long.spec.ts"], obtain: obtainLanguages },
  { name: "moto and cfn-lint", specs: PYTHON_SPECS, obtain: obtainPython },
  { name: "vegeta", specs: ["commands/drill/rehearsals/"], obtain: obtainVegeta },
  { name: "actionlint", specs: ["workflows/actionlint.spec.ts"], obtain: obtainActionlint },
  { name: "Packer", specs: ["node/image/"], obtain: obtainPacker },
];

/**
 * Prepares the specs' requirements before any test starts: locates programs once, on the caller's PATH, and
 * installs packages if possible without a question. All specs then run exactly these files.
 *
 * @param folder for the launchers of the programs
 * @returns the missing requirements, after printing one line for each
 */
export async function prepare(
  specs: readonly string[],
  folder: string,
  {
    programs: allPrograms = PROGRAMS,
    resources = RESOURCES,
    machine = thisMachine(),
    log = logToTerminal,
  }: Surroundings = {},
): Promise<readonly Missing[]> {
  const needed = (one: Requirement): boolean => specs.some((spec) => isAt(spec, one.specs));
  const programs = allPrograms.filter(needed);
  const commands = programs.map(({ name }) => name);
  let located = await locateAll(commands);
  const absent = programs.filter((_, index) => located[index]!.file === undefined);
  const installation = await installPackages(
    absent.map(({ debianPackage }) => debianPackage),
    machine,
    log,
  );
  if (absent.length > 0) located = await locateAll(commands);
  useLocated(located, folder);

  const missing: Missing[] = [];
  for (const [index, program] of programs.entries()) {
    const { problem } = located[index]!;
    if (problem !== undefined) missing.push(missingOf(program, problem, specs, installation));
  }
  for (const resource of resources.filter(needed)) {
    try {
      await resource.obtain(log);
    } catch (error) {
      missing.push(missingOf(resource, (error as Error).message, specs));
    }
  }
  for (const one of missing) log(renderMissing(one));
  return missing;
}

function missingOf(
  one: Program | Resource,
  problem: string,
  specs: readonly string[],
  installation?: Installation,
): Missing {
  const remedy =
    installation && "debianPackage" in one
      ? `; to install it: ${renderInstallation(one.debianPackage, installation)}`
      : "";
  return {
    name: one.name,
    reason: `${problem}${remedy}`,
    specs: specs.filter((spec) => isAt(spec, one.specs)),
  };
}

function renderMissing({ name, reason, specs }: Missing): string {
  const [first = "", second, ...more] = specs;
  const rest =
    second === undefined ? "" : more.length === 0 ? `, ${second}` : ` and ${more.length + 1} more`;
  return `Left out without ${name}: test/${first}${rest} (${reason})`;
}
