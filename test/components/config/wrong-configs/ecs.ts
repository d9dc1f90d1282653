import { type Given, type WrongConfig, wrong } from "./wrong-config";

const ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/haproxy:1";

/** A whole front door on ECS, with these settings of its sections. */
const door = (entry: object = {}, backend: object = {}, more: object = {}): Given => ({
  config: {
    entry: { kind: "ecs", image: ECR, ...entry },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16", port: 80 }, ...backend },
    ...more,
  },
});

export const WRONG_ECS: readonly WrongConfig[] = [
  wrong(
    "a task on Fargate is to hold an Elastic IP",
    door({ launchType: "fargate", addresses: "instances" }),
    `
  holdfast:entry.addresses = "instances"
    is not possible with launchType fargate: a task on Fargate cannot have an Elastic IP (aws/containers-roadmap#311)
    fix: remove it to use an NLB with the Elastic IPs, or write launchType: ec2`,
  ),
  wrong(
    "instances that hold addresses are to have an NLB that does",
    door({ addresses: "nlb" }),
    `
  holdfast:entry.addresses = "nlb"
    is not possible with launchType ec2: its instances have the addresses themselves
    fix: remove it, or write launchType: fargate to use an NLB`,
  ),
  wrong(
    "Fargate is told a type of instance",
    door({ launchType: "fargate", instanceType: "t4g.small" }),
    `
  holdfast:entry.instanceType = "t4g.small"
    has no effect with launchType fargate, which has no instances
    fix: remove it, or write launchType: ec2`,
  ),
  wrong(
    "a type of instance is none",
    door({ instanceType: "small" }),
    `
  holdfast:entry.instanceType = "small"
    must be an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "there is one task only",
    door({ desiredCount: 1 }),
    `
  holdfast:entry.desiredCount = 1
    must be a whole number from 2 to 9
    fix: write 2, the nearest`,
  ),
  wrong(
    "one source may have more connections than a task on Fargate",
    door({ launchType: "fargate", limits: { perSource: { connections: 6000 } } }),
    `
  holdfast:entry.limits.perSource.connections = 6000
    must not exceed the limit of all clients together, 5000 (entry.limits.connections)
    fix: write 5000 or less, or a larger entry.limits.connections`,
  ),
  wrong(
    "the image is missing",
    door({ image: undefined }),
    `
  holdfast:entry.image
    is missing
    fix: add image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1`,
  ),
  wrong(
    "the image has neither a tag nor a digest",
    door({ image: "registry.example.com/haproxy" }),
    `
  holdfast:entry.image = "registry.example.com/haproxy"
    must be a container image with a tag or a digest
    fix: write registry/repository:tag, or @sha256: and the digest that the push printed`,
  ),
  wrong(
    "the image is another one tomorrow",
    door({ image: "registry.example.com/haproxy:latest" }),
    `
  holdfast:entry.image = "registry.example.com/haproxy:latest"
    is a mutable tag: later tasks could run a different image
    fix: write an immutable tag, or a digest`,
  ),
  wrong(
    "tasks have no backend",
    { config: { entry: { kind: "ecs", image: ECR } } },
    `
  holdfast:backend
    is missing: the front door needs a backend
    fix: describe holdfast:backend, with live: blue and a colour blue`,
  ),
  wrong(
    "the container is to speak HTTPS to its backend",
    door({}, { blue: { cidr: "10.30.0.0/16" } }),
    `
  holdfast:backend.blue.port = 443
    is for HTTPS, but the container connects to its backend by plain HTTP
    fix: write port: 80 for blue`,
  ),
  wrong(
    "the backend is to be reached over the internet",
    door({}, { reach: "public", zone: "example.com" }),
    `
  holdfast:backend.reach = "public"
    requires a fixed public address for egress, which tasks do not have
    fix: remove it, or write private`,
  ),
  wrong(
    "tasks on Fargate cannot reach the registry",
    door(
      { launchType: "fargate", image: "registry.example.com/haproxy:1" },
      {},
      { network: { cidr: "10.20.0.0/16", egress: { kind: "none" } } },
    ),
    `
  holdfast:entry.image = "registry.example.com/haproxy:1"
    cannot be pulled: with egress none, ECR is the only reachable registry
    fix: push it to ECR, or write egress: { kind: nat }`,
  ),
  wrong(
    "the name of an NLB in front of Fargate is to choose among addresses",
    door({ launchType: "fargate" }, {}, { dns: { zone: "example.com", routing: "weighted" } }),
    `
  holdfast:dns.routing = "weighted"
    chooses among addresses, but the public name of entry.kind ecs is an alias here
    fix: remove it`,
  ),
  wrong(
    "a task is to share its name with a CNAME",
    door(
      {},
      {},
      { dns: { zone: "example.com", migration: { from: "old.example.net", percent: 1 } } },
    ),
    `
  holdfast:dns.migration.from = "old.example.net"
    needs a CNAME, but this front door's public name has address records, and a name cannot have both
    fix: write from: {name, hostedZoneId} of an AWS load balancer or of a name in the same zone; or remove from, and write dns.migration in the old stack, too`,
  ),
];
