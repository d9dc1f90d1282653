import { isInEcr } from "./execution-role";
import { COLORS } from "../../backend/plan-blue-green";
import type { Problem } from "../../settings/problem";
import type { BackendSection } from "../../backend/settings";
import type { NetworkSettings } from "../../network/settings";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import type { EcsSection } from "./settings";

/** Finds what is wrong with the `entry` section of kind `ecs` in itself: above all what AWS cannot do. */
export function checkEcs(entry: EcsSection): Problem[] {
  return [...validateImage(entry.image), ...validateAddresses(entry), ...validateInstances(entry)];
}

function validateImage(given: string): Problem[] {
  if (!given.endsWith(":latest")) return [];
  return [
    {
      path: "entry.image",
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
  if (instanceType === undefined || launchType === "ec2") return [];
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
export function checkEcsWith(entry: EcsSection, { network, backend }: OtherSections): Problem[] {
  return [
    ...validateBackend(backend),
    ...(network && entry.launchType === "fargate" ? validateFargate(entry, network) : []),
  ];
}

function validateBackend(backend: BackendSection | undefined): Problem[] {
  if (backend === undefined) return needsBackend(backend);
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

function validateFargate({ image }: EcsSection, { egress }: NetworkSettings): Problem[] {
  const problems: Problem[] = [];
  if (egress.kind !== "nat" && !isInEcr(image)) {
    problems.push({
      path: "entry.image",
      given: image,
      problem: `cannot be pulled: with egress ${egress.kind} tasks reach no registry but ECR`,
      remedy: "push it to ECR, or write egress: { kind: nat }",
    });
  }
  return problems;
}
