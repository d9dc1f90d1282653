import { type Given, type WrongConfig, wrong } from "./wrong-config";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0123";
const blue = { cidr: "10.30.0.0/16" };

/** A whole front door, with these settings of its sections. */
const door = (entry: object = {}, backend: object = {}, dns?: object): Given => ({
  config: {
    entry: { kind: "haproxy", ...entry },
    backend: { live: "blue", blue, ...backend },
    ...(dns && { dns: { zone: "example.com", ...dns } }),
  },
});

export const WRONG_ENTRIES: readonly WrongConfig[] = [
  wrong(
    "the front door's kind is unknown",
    { config: { entry: { kind: "haprox" } } },
    `
  holdfast:entry.kind = "haprox"
    must be haproxy, nlbAlb, alb, addressPair, accelerator, ecs or none
    fix: did you mean haproxy?`,
  ),
  wrong(
    "a front door has no backend",
    { config: { entry: { kind: "haproxy" } } },
    `
  holdfast:backend
    is missing: the front door needs a backend
    fix: describe holdfast:backend, with live: blue and a colour blue`,
  ),
  wrong(
    "a backend has no front door",
    { config: { backend: { live: "blue", blue } } },
    `
  holdfast:backend
    has no front door
    fix: add holdfast:entry with kind: haproxy, nlbAlb, alb, addressPair, accelerator or ecs, or remove holdfast:backend`,
  ),
  wrong(
    "a public name has no front door",
    { config: { dns: { zone: "example.com" } } },
    `
  holdfast:dns
    is a name for a front door, but the configuration has none
    fix: add holdfast:entry with kind: haproxy, nlbAlb, alb, addressPair, accelerator or ecs, or remove dns`,
  ),
  wrong(
    "there are no nodes in a zone",
    door({ nodesPerAz: 0 }),
    `
  holdfast:entry.nodesPerAz = 0
    must be a whole number from 1 to 9
    fix: write 1, the nearest`,
  ),
  wrong(
    "an instance type is none",
    door({ instanceType: "large" }),
    `
  holdfast:entry.instanceType = "large"
    must be an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "there are fewer connections than a node is worth",
    door({ limits: { connections: 10 } }),
    `
  holdfast:entry.limits.connections = 10
    must be a whole number from 100 to 100,000
    fix: write 100, the nearest`,
  ),
  wrong(
    "one source may have more connections than all",
    door({ limits: { connections: 500 } }),
    `
  holdfast:entry.limits.perSource.connections = 1000
    must not exceed the limit of all clients together, 500 (entry.limits.connections)
    fix: write 500 or less, or a larger entry.limits.connections`,
  ),
  wrong(
    "no source may connect",
    door({ limits: { perSource: { newPerTenSeconds: 0 } } }),
    `
  holdfast:entry.limits.perSource.newPerTenSeconds = 0
    must be a whole number from 1 to 1,000,000
    fix: write 1, the nearest`,
  ),
  wrong(
    "a limit is mistyped",
    door({ limits: { perSource: { ratePer10s: 5 } } }),
    `
  holdfast:entry.limits.perSource.ratePer10s = 5
    is not a setting: entry.limits.perSource has connections and newPerTenSeconds
    fix: remove it`,
  ),
  wrong(
    "connections are kept for longer than AWS's load balancers keep them",
    door({ idleTimeoutSeconds: 7200 }),
    `
  holdfast:entry.idleTimeoutSeconds = 7200
    must be a whole number from 60 to 6,000
    fix: write 6000, the nearest`,
  ),
  wrong(
    "no backend could accept a connection in time",
    door({ connectTimeoutMs: 5 }),
    `
  holdfast:entry.connectTimeoutMs = 5
    must be a whole number from 50 to 10,000
    fix: write 50, the nearest`,
  ),
  wrong(
    "an ALB is sent headers of PROXY protocol",
    door({ proxyProtocol: true }, { loadBalancer: "alb", blue: { ...blue, port: 80 } }),
    `
  holdfast:backend.loadBalancer = "alb"
    is an ALB, which rejects the header of entry.proxyProtocol with status 400
    fix: write entry.proxyProtocol: false, or use an NLB`,
  ),
  wrong(
    "clients bring TLS to an ALB without a certificate",
    door({}, { loadBalancer: "alb" }),
    `
  holdfast:backend.blue.port = 443
    needs TLS, but the ALB has no certificate and speaks plain HTTP on it
    fix: write port: 80, or loadBalancer: nlb, which passes TLS through to the instances, or with entry.kind haproxy: entry.certificateArn`,
  ),
  wrong(
    "nodes have a certificate for NLBs",
    door({ certificateArn: CERTIFICATE }, {}),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect without ALBs of the colours: TLS terminates at the instances, or at the existing backend
    fix: remove it, or write backend.loadBalancer: alb`,
  ),
  wrong(
    "nodes have a certificate for ALBs on another port than 443",
    door({ certificateArn: CERTIFICATE }, { loadBalancer: "alb", blue: { ...blue, port: 80 } }),
    `
  holdfast:backend.blue.port = 80
    must be 443 with entry.certificateArn: the ALBs have HTTPS there
    fix: write port: 443, or remove entry.certificateArn`,
  ),
  wrong(
    "nodes read plain HTTP for ALBs with a certificate",
    door(
      { mode: "http", ports: [80], certificateArn: CERTIFICATE },
      { loadBalancer: "alb", blue: { ...blue, port: 80 } },
    ),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    is for HTTPS, but with entry.mode http HAProxy connects to the ALBs by plain HTTP
    fix: write entry.mode: tcp, which passes TLS through, or remove it`,
  ),
  wrong(
    "HAProxy speaks plain HTTP to a port of HTTPS",
    door({ mode: "http", ports: [80] }),
    `
  holdfast:backend.blue.port = 443
    is for HTTPS, but with entry.mode http HAProxy connects to its backend by plain HTTP
    fix: write port: 80, or entry.mode: tcp, which passes TLS through`,
  ),
  wrong(
    "checks of an application that reads PROXY protocol have no header of it",
    door({ proxyProtocol: true }, { blue: { ...blue, userData: "#!/bin/sh" } }),
    `
  holdfast:backend.blue
    has health checks without the header of entry.proxyProtocol. The auto scaling group would replace healthy instances
    fix: write healthPort: 8081, where the application answers without the header, or entry.proxyProtocol: false`,
  ),
  wrong(
    "the demonstration server is checked where it does not listen",
    door({}, { blue: { ...blue, healthPort: 8081 } }),
    `
  holdfast:backend.blue.healthPort = 8081
    is not a port of the demonstration server
    fix: remove it, or write userData that starts an application`,
  ),
  wrong(
    "the live colour is not described",
    door({}, { live: "green" }),
    `
  holdfast:backend.live = "green"
    sends clients to green, but backend.green is missing. A live colour cannot be removed
    fix: describe backend.green, or make blue live; the same update may remove green`,
  ),
  wrong(
    "a colour's block overlaps the front door's",
    door({}, { blue: { cidr: "10.20.128.0/17" } }),
    `
  holdfast:backend.blue.cidr = "10.20.128.0/17"
    overlaps network.cidr (10.20.0.0/16)
    fix: choose blocks that do not overlap, so that the VPCs can reach each other`,
  ),
  wrong(
    "the colours listen on different ports",
    door({}, { green: { cidr: "10.40.0.0/16", port: 8443 } }),
    `
  holdfast:backend.green.port = 8443
    differs from backend.blue.port (443), but the front door connects to one port
    fix: write 443 for both`,
  ),
  wrong(
    "a colour's group has a minimum above its maximum",
    door({}, { blue: { ...blue, min: 4, max: 2 } }),
    `
  holdfast:backend.blue.max = 2
    must be a whole number from 4 (backend.blue.min) to 1,000
    fix: write 4 or more`,
  ),
  wrong(
    "the zone of the public name is no domain",
    door({}, {}, { zone: "example" }),
    `
  holdfast:dns.zone = "example"
    must be a lower-case domain name without a trailing dot
    fix: write a value such as example.com`,
  ),
  wrong(
    "the public name is no domain",
    door({}, {}, { name: "Static" }),
    `
  holdfast:dns.name = "Static"
    must be a domain name in lower case, without a dot at its end
    fix: write a name such as static, or "" for the zone itself`,
  ),
  wrong(
    "routing is unknown",
    door({}, {}, { routing: "latency" }),
    `
  holdfast:dns.routing = "latency"
    must be multivalue, weighted or trafficPolicy
    fix: write one of these`,
  ),
];
