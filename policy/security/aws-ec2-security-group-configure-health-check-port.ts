import { wellArchitected } from "../model/frameworks";
import { ADMITTING, openingsOf, sharedOpenings } from "../model/ingress";
import { ports, stackPolicy } from "../model/policy";
import type { StackGraph } from "../../stack/graph";
import { HEALTH_CHECK, LISTENER } from "../../stack/types";
import { numberAt } from "../../stack/values";

export const awsEc2SecurityGroupConfigureHealthCheckPort = stackPolicy({
  name: "aws-ec2-security-group-configure-health-check-port",
  displayName: "Health check ports admit only health checkers",
  what:
    "A port that only Route 53's health checks use, without a listener on it, is not open to the whole " +
    "internet.",
  why: "Its responses show an attacker whether an attack works.",
  remedy: "Admit the managed prefix list com.amazonaws.<region>.route53-healthchecks instead.",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  settings: { servingPorts: ports([80, 443], "Ports that serve the public, and may be open.") },
  check: (stack, { servingPorts }) => {
    const serving = new Set([...servingPorts, ...portsOf(stack, LISTENER)]);
    const guarded = portsOf(stack, HEALTH_CHECK).filter((port) => !serving.has(port));
    const openings = [
      ...stack
        .ofType(...ADMITTING)
        .flatMap((resource) =>
          openingsOf(resource, guarded).map((opening) => ({ ...opening, resource })),
        ),
      ...sharedOpenings(stack, guarded).map(({ group, ...rest }) => ({ ...rest, resource: group })),
    ];
    return openings.flatMap(({ resource, blocks, ports: open }) =>
      open.map((port) => ({
        resource,
        message:
          `security group rules of ${resource.name} should admit only health checkers to port ` +
          `${port}, got ${blocks.join(", ")}; use Route 53's prefix list`,
      })),
    );
  },
});

/** The ports that resources of a type state, each once. */
function portsOf(stack: StackGraph, type: string): number[] {
  const stated = stack.ofType(type).map(({ inputs }) => numberAt(inputs, "port"));
  return [...new Set(stated.filter((port) => typeof port === "number"))];
}
