import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Resource } from "../../stack/resource";
import { obtainPython } from "../support/python/obtain-python";
import { documentedProblems } from "./documented";
import type { ApiRequest, Translate } from "./translate";
import { BALANCING } from "./types/balancing";
import { COMPUTE } from "./types/compute";
import { EC2 } from "./types/ec2";
import { NAMES } from "./types/names";
import { OTHERS } from "./types/others";

/** A violation of AWS's own schemas and models. */
export interface Finding {
  /** Logical name. */
  readonly resource: string;
  /** The tool and rule that report it, such as `cfn-lint E3030`, `botocore iam:CreateRole` or `documents`. */
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

const TYPES: Readonly<Record<string, Translate>> = {
  ...EC2,
  ...COMPUTE,
  ...BALANCING,
  ...NAMES,
  ...OTHERS,
};

interface Translated {
  readonly resources: Record<string, { readonly Type: string; readonly Properties: unknown }>;
  readonly requests: (ApiRequest & { readonly resource: string })[];
}

/** AWS resources in terms of its own schemas and models, with the logical name of each id. */
export function translate(all: readonly Resource[]): {
  readonly translated: Translated;
  readonly names: ReadonlyMap<string, string>;
} {
  const names = new Map<string, string>();
  const translated: Translated = { resources: {}, requests: [] };
  for (const resource of all.filter(({ type }) => type.startsWith("aws:"))) {
    const rule = TYPES[resource.type];
    if (!rule) throw new Error(`${resource.type} is missing in test/inputs/types`);
    const { resources, requests } = rule(resource.inputs, resource);
    for (const one of resources) {
      const id = `R${names.size}`;
      names.set(id, resource.name);
      translated.resources[id] = one;
    }
    translated.requests.push(...requests.map((one) => ({ ...one, resource: resource.name })));
  }
  return { translated, names };
}

/** Violations of AWS's published schemas and models, and of limits that only its documents state. */
export async function checkInputs(all: readonly Resource[], region: string): Promise<Finding[]> {
  const { translated, names } = translate(all);
  const python = await obtainPython();
  const child = spawn(python, [join(__dirname, "check_inputs.py")]);
  child.stdin.end(JSON.stringify({ ...translated, region }));
  const [answer, said] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  const { exitCode } = child;
  if (exitCode !== 0) throw new Error(`check_inputs.py ended with ${exitCode}: ${said}`);
  const published = (JSON.parse(answer) as Finding[]).map((finding) => ({
    ...finding,
    resource: names.get(finding.resource) ?? finding.resource,
  }));
  return [...published, ...documentedProblems(all)];
}
