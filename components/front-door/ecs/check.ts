import { isInEcr } from "./execution-role";
import { LEAST_TASKS, MOST_TASKS } from "./plan-tasks";
import { COLORS } from "../../backend/plan-blue-green";
import type { Problem } from "../../settings/problem";
import type { NetworkSettings } from "../../config/schema";
import type { DnsSettings } from "../../dns/settings";
import type { EcsSection } from "./settings";
import type { BackendSection } from "../settings";
import { validateCount, validateInstanceType } from "../../settings/validate-value";

/** Finds what is wrong with the `entry` section of kind `ecs` in itself: above all what AWS cannot do. */
export function validateEcs(entry: EcsSection): Problem[] {
  const { desiredCount, image } = entry;
  return [
    ...validateCount("entry.desiredCount", desiredCount, LEAST_TASKS, MOST_TASKS),
    ...validateImage(image),
    ...validateAddresses(entry),
    ...validateInstances(entry),
  ];
}

function validateImage(given: string): Problem[] {
  const path = "entry.image";
  if (!/^[\w][\w.:/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/.test(given)) {
    return [
      {
        path,
        given,
        problem: "is not a container image with a tag or a digest",
        remedy: "write registry/repository:tag, or @sha256: and the digest that the push told",
      },
    ];
  }
  if (!given.endsWith(":latest")) return [];
  return [
    {
      path,
      given,
      problem: "is another image tomorrow: tasks that start later would run what nobody rolled out",
      remedy: "write a tag that stays, or a digest",
    },
  ];
}

function validateAddresses({ launchType, addresses }: EcsSection): Problem[] {
  const path = "entry.addresses";
  if (launchType === "fargate" && addresses === "instances") {
    return [
      {
        path,
        given: addresses,
        problem:
          "is impossible with launchType fargate: there are no instances, and AWS lets no task on Fargate hold an Elastic IP (aws/containers-roadmap#311)",
        remedy: "take it out, and an NLB has them; or write launchType: ec2",
      },
    ];
  }
  if (launchType === "ec2" && addresses === "nlb") {
    return [
      {
        path,
        given: addresses,
        problem: "is not what launchType ec2 is for: its instances have the addresses themselves",
        remedy: "take it out; or write launchType: fargate, which has an NLB in front",
      },
    ];
  }
  return [];
}

function validateInstances({ launchType, instanceType }: EcsSection): Problem[] {
  if (instanceType === undefined) return [];
  if (launchType === "ec2") return validateInstanceType("entry.instanceType", instanceType);
  return [
    {
      path: "entry.instanceType",
      given: instanceType,
      problem: "is impossible with launchType fargate, which has no instances",
      remedy: "take it out, or write launchType: ec2",
    },
  ];
}

/** Finds what does not go with the other sections, each of which is right in itself. */
export function validateEcsTogether(
  entry: EcsSection,
  network: NetworkSettings,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  return [
    ...validateBackend(backend),
    ...(entry.launchType === "fargate" ? validateFargate(entry, network, dns) : []),
  ];
}

function validateBackend(backend: BackendSection | undefined): Problem[] {
  if (backend === undefined) {
    return [
      {
        path: "backend",
        problem: "is missing, and the front door would lead nowhere",
        remedy: "describe holdfast:backend, with live: blue and a colour blue",
      },
    ];
  }
  const problems: Problem[] = COLORS.filter((color) => backend[color]?.port === 443).map(
    (color) => ({
      path: `backend.${color}.port`,
      given: 443,
      problem: "is for HTTPS, and the container speaks plain HTTP to its backend",
      remedy: `write port: 80 for ${color}`,
    }),
  );
  if (backend.reach === "public") {
    problems.push({
      path: "backend.reach",
      given: backend.reach,
      problem:
        "needs a public address that the backend knows wherever HAProxy runs, which tasks do not have",
      remedy: "take it out, or write private",
    });
  }
  return problems;
}

function validateFargate(
  { image }: EcsSection,
  { egress }: NetworkSettings,
  dns: DnsSettings | undefined,
): Problem[] {
  const problems: Problem[] = [];
  if (egress.kind !== "nat" && !isInEcr(image)) {
    problems.push({
      path: "entry.image",
      given: image,
      problem: `cannot be pulled: with egress ${egress.kind} tasks reach no registry but ECR`,
      remedy: "push it to ECR, or write egress: { kind: nat }",
    });
  }
  if (dns && dns.routing !== "multivalue") {
    problems.push({
      path: "dns.routing",
      given: dns.routing,
      problem: "chooses among addresses, but the name is an alias of the NLB's with Fargate",
      remedy: "take it out",
    });
  }
  return problems;
}
