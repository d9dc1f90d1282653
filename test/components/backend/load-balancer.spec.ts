import assert from "node:assert/strict";
import { Backend } from "../../../components/backend/backend";
import type { BackendArgs } from "../../../components/backend/backend-settings";
import { targetsUseTls } from "../../../components/backend/balancer-ports";
import { type Recording, record } from "../../support/recorder";
import { CERTIFICATE, backendArgs, vpcNamed } from "./backends";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

const recordBackend = (overrides: Partial<BackendArgs> = {}): Promise<Recording> =>
  record(() => {
    new Backend("app", backendArgs(vpcNamed("net", "10.30.0.0/16"), overrides));
  });

const subnets = (recording: Recording, tier: string) =>
  ["a", "b"].map(
    (letter) => recording.find(`net-${tier}-${letter}`, "aws:ec2/subnet:Subnet").outputs["id"],
  );

describe("targetsSpeakTls", () => {
  const alb = { kind: "alb", certificateArn: CERTIFICATE } as const;

  it("follows the certificate of an ALB and the port of an NLB", () => {
    assert.equal(targetsUseTls({ loadBalancer: alb, port: 8443 }), true);
    assert.equal(targetsUseTls({ loadBalancer: { kind: "alb" }, port: 443 }), false);
    assert.equal(targetsUseTls({ loadBalancer: { kind: "nlb" }, port: 443 }), true);
    assert.equal(targetsUseTls({ loadBalancer: { kind: "nlb" }, port: 80 }), false);
  });

  it("follows the port if an ALB serves HTTP, or if it is an existing one", () => {
    assert.equal(targetsUseTls({ loadBalancer: alb, clientele: "web", port: 8080 }), false);
    assert.equal(targetsUseTls({ loadBalancer: alb, clientele: "web", port: 443 }), true);
    assert.equal(targetsUseTls({ loadBalancer: { kind: "none" }, port: 443 }), true);
    assert.equal(targetsUseTls({ loadBalancer: { kind: "none" }, port: 80 }), false);
  });
});

describe("createBalanced", () => {
  it("passes TCP through an internal NLB that has a security group from birth", async () => {
    const recording = await recordBackend();
    const { inputs } = recording.find("app-nlb", BALANCER);
    assert.equal(inputs["loadBalancerType"], "network");
    assert.equal(inputs["internal"], true);
    assert.deepEqual(inputs["subnets"], subnets(recording, "private"));
    assert.deepEqual(inputs["securityGroups"], [recording.find("app-nlb", GROUP).outputs["id"]]);
    assert.equal(recording.find("app-listener-443").inputs["protocol"], "TCP");
    const targets = recording.find("app-nlb", TARGETS).inputs;
    assert.equal(targets["protocol"], "TCP");
    assert.equal(targets["preserveClientIp"], "false");
  });

  it("checks instances behind an NLB over the protocol that they speak", async () => {
    const protocolOf = async (port: number) => {
      const recording = await recordBackend({ port });
      const check = recording.find("app-nlb", TARGETS).inputs["healthCheck"] as Record<
        string,
        unknown
      >;
      assert.equal(check["path"], "/health");
      return check["protocol"];
    };
    assert.equal(await protocolOf(443), "HTTPS");
    assert.equal(await protocolOf(80), "HTTP");
  });

  it("checks instances on a separate port on request, which only the load balancer reaches", async () => {
    const recording = await recordBackend({ healthPort: 8081 });
    const check = recording.find("app-nlb", TARGETS).inputs["healthCheck"] as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      [check["protocol"], check["port"], check["path"]],
      ["HTTP", "8081", "/health"],
    );
    const [front, instances] = ["app-nlb", "app-instances"].map(
      (name) => recording.find(name, GROUP).outputs["id"],
    );
    const rule = (name: string) => {
      const { fromPort, toPort, securityGroupId, referencedSecurityGroupId } =
        recording.find(name).inputs;
      return [fromPort, toPort, securityGroupId, referencedSecurityGroupId];
    };
    assert.deepEqual(rule("app-nlb-to-instances-health"), [8081, 8081, front, instances]);
    assert.deepEqual(rule("app-instances-from-nlb-health"), [8081, 8081, instances, front]);
    assert.deepEqual(rule("app-nlb-to-instances"), [443, 443, front, instances]);
  });

  it("ends TLS at an ALB and begins it anew to the instances", async () => {
    const loadBalancer = { kind: "alb", certificateArn: CERTIFICATE } as const;
    const recording = await recordBackend({ loadBalancer });
    const listener = recording.find("app-listener-443").inputs;
    assert.equal(listener["protocol"], "HTTPS");
    assert.equal(listener["certificateArn"], CERTIFICATE);
    assert.match(listener["sslPolicy"] as string, /TLS13-1-2/);
    assert.equal(recording.find("app-alb", TARGETS).inputs["protocol"], "HTTPS");
  });

  it("speaks HTTP throughout behind an ALB without a certificate", async () => {
    const recording = await recordBackend({ loadBalancer: { kind: "alb" }, port: 80 });
    const listener = recording.find("app-listener-80").inputs;
    assert.equal(listener["protocol"], "HTTP");
    assert.equal(listener["sslPolicy"], undefined);
    assert.equal(recording.find("app-alb", TARGETS).inputs["protocol"], "HTTP");
  });

  it("drops what two servers could read differently", async () => {
    const recording = await recordBackend({ loadBalancer: { kind: "alb" }, port: 80 });
    const { inputs } = recording.find("app-alb", BALANCER);
    assert.equal(inputs["dropInvalidHeaderFields"], true);
    assert.equal(inputs["desyncMitigationMode"], "defensive");
  });

  it("faces the internet from public subnets on demand", async () => {
    const recording = await recordBackend({ facing: "internet" });
    const { inputs } = recording.find("app-nlb", BALANCER);
    assert.equal(inputs["internal"], false);
    assert.deepEqual(inputs["subnets"], subnets(recording, "public"));
  });

  it("admits each client by a separate rule, and instances admit only the load balancer", async () => {
    const recording = await recordBackend();
    const front = recording.find("app-nlb", GROUP).outputs["id"];
    const instances = recording.find("app-instances", GROUP).outputs["id"];
    const rule = (name: string) => {
      const { securityGroupId, cidrIpv4, referencedSecurityGroupId } = recording.find(name).inputs;
      return [securityGroupId, cidrIpv4 ?? referencedSecurityGroupId];
    };
    assert.deepEqual(rule("app-nlb-from-public-a"), [front, "10.20.0.0/20"]);
    assert.deepEqual(rule("app-nlb-from-public-b"), [front, "10.20.16.0/20"]);
    assert.deepEqual(rule("app-nlb-to-instances"), [front, instances]);
    assert.deepEqual(rule("app-instances-from-nlb"), [instances, front]);
  });

  it("lets instances that leave finish what they have for as long as a colour drains", async () => {
    const recording = await recordBackend();
    assert.equal(recording.find("app-nlb", TARGETS).inputs["deregistrationDelay"], 90);
  });

  it("listens on HTTPS for the web, and sends HTTP there, whatever the instances' port is", async () => {
    const loadBalancer = { kind: "alb", certificateArn: CERTIFICATE } as const;
    const recording = await recordBackend({ loadBalancer, clientele: "web", port: 8080 });
    const secure = recording.find("app-listener-443").inputs;
    assert.equal(secure["protocol"], "HTTPS");
    assert.equal(secure["certificateArn"], CERTIFICATE);
    const [action] = recording.find("app-listener-80").inputs["defaultActions"] as [
      Record<string, unknown>,
    ];
    assert.equal(action["type"], "redirect");
    const targets = recording.find("app-alb", TARGETS).inputs;
    assert.deepEqual([targets["protocol"], targets["port"]], ["HTTP", 8080]);
    for (const port of [443, 80]) {
      const rule = recording.find(`app-alb-from-public-a-${port}`).inputs;
      assert.deepEqual([rule["cidrIpv4"], rule["fromPort"]], ["10.20.0.0/20", port]);
    }
    assert.equal(recording.find("app-instances-from-alb").inputs["fromPort"], 8080);
  });

  it("listens on port 80 for the web without a certificate", async () => {
    const overrides = { loadBalancer: { kind: "alb" }, clientele: "web", port: 443 } as const;
    const recording = await recordBackend(overrides);
    assert.equal(recording.find("app-listener-80").inputs["protocol"], "HTTP");
    assert.ok(!recording.names().includes("app-listener-443"));
    assert.equal(recording.find("app-alb", TARGETS).inputs["protocol"], "HTTPS");
  });

  it("keeps silent connections for as long as it is told", async () => {
    const overrides = { loadBalancer: { kind: "alb", idleTimeoutSeconds: 30 }, port: 80 } as const;
    const recording = await recordBackend(overrides);
    assert.equal(recording.find("app-alb", BALANCER).inputs["idleTimeout"], 30);
  });

  it("has targets and instances only, closed to all sources, for an existing load balancer", async () => {
    const recording = await recordBackend({ loadBalancer: { kind: "none" } });
    const ours = recording.resources.filter(({ name }) => name.startsWith("app"));
    assert.deepEqual(ours.map(({ type, name }) => `${type.split(":").at(-1)!} ${name}`).sort(), [
      "Attachment app-targets",
      "Backend app",
      "Group app",
      "LaunchTemplate app",
      "Policy app",
      "SecurityGroup app-instances",
      "TargetGroup app-targets",
    ]);
    assert.equal(recording.find("app-targets", TARGETS).inputs["protocol"], "HTTPS");
  });
});
