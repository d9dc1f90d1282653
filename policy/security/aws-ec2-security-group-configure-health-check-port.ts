import { wellArchitected } from "../model/frameworks";
import { admits, ADMITTING, openIngress } from "../model/ingress";
import { ports, stackPolicy } from "../model/policy";
import { HEALTH_CHECK } from "../../stack/types";
import { numberAt } from "../../stack/values";

export const awsEc2SecurityGroupConfigureHealthCheckPort = stackPolicy({
  name: "aws-ec2-security-group-configure-health-check-port",
  displayName: "Health check ports admit only the checkers",
  what:
    "A port that Route 53's health checks ask, and that serves nobody else, is not open to the whole " +
    "internet.",
  why: "What it answers tells an attacker when an attack works.",
  remedy: "Admit the managed prefix list com.amazonaws.<region>.route53-healthchecks instead.",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  settings: { servingPorts: ports([80, 443], "Ports that serve the public, and may be asked.") },
  check: (stack, { servingPorts }) => {
    const asked = stack.ofType(HEALTH_CHECK).map(({ inputs }) => numberAt(inputs, "port"));
    const guarded = new Set(
      asked.filter((port) => typeof port === "number" && !servingPorts.includes(port)),
    );
    return stack.ofType(...ADMITTING).flatMap((resource) =>
      openIngress(resource).flatMap((rule) =>
        [...guarded]
          .filter((port) => admits(rule, port as number))
          .map((port) => ({
            resource,
            message:
              `security group rules of ${resource.name} should admit only health checkers to port ` +
              `${String(port)}, got ${rule.world.join(", ")}; use Route 53's prefix list`,
          })),
      ),
    );
  },
});
