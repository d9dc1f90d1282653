import assert from "node:assert/strict";
import { Account, WEB_ACL } from "../../../../simulator";
import { ofType } from "../../backend/backends";
import { CERTIFICATE, ZONES, recordDoor, toAlb } from "./doors";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const COMMAND = "command:local:Command";
const LISTENER = "aws:lb/listener:Listener";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

type Action = Record<string, unknown>;
const actionsOf = (inputs: Record<string, unknown>) => inputs["defaultActions"] as Action[];

describe("createAlb", () => {
  it("is internal, in the private subnets of the NLB's zones", async () => {
    const { recording } = await recordDoor(toAlb());
    const { inputs } = recording.find("entry-alb", BALANCER);
    assert.equal(inputs["loadBalancerType"], "application");
    assert.equal(inputs["internal"], true);
    const zonesOf = (ids: unknown[]) =>
      ofType(recording, "aws:ec2/subnet:Subnet")
        .filter(({ outputs }) => ids.includes(outputs["id"]))
        .map((subnet) => subnet.inputs["availabilityZone"])
        .sort();
    const mappings = recording.find("entry-nlb", BALANCER).inputs["subnetMappings"] as Action[];
    const zones = zonesOf(inputs["subnets"] as string[]);
    assert.deepEqual(zones, ["us-east-1a", "us-east-1b"]);
    assert.deepEqual(zones, zonesOf(mappings.map(({ subnetId }) => subnetId)));
    for (const letter of ["a", "b"]) {
      const { id } = recording.find(`network-private-${letter}`, "aws:ec2/subnet:Subnet").outputs;
      assert.ok((inputs["subnets"] as unknown[]).includes(id));
    }
  });

  it("drops what two servers could read differently, and silent connections before the NLB does", async () => {
    const { recording } = await recordDoor(toAlb());
    const { inputs } = recording.find("entry-alb", BALANCER);
    assert.equal(inputs["dropInvalidHeaderFields"], true);
    assert.equal(inputs["desyncMitigationMode"], "defensive");
    assert.equal(inputs["idleTimeout"], 60);
    assert.equal(inputs["accessLogs"], undefined);
    const longer = await recordDoor(toAlb({ target: { albIdleTimeoutSeconds: 300 } }));
    assert.equal(longer.recording.find("entry-alb", BALANCER).inputs["idleTimeout"], 300);
  });

  it("is protected from deletion like the NLB", async () => {
    for (const deletionProtection of [true, false]) {
      const { recording } = await recordDoor((vpc) => ({ ...toAlb()(vpc), deletionProtection }));
      const { inputs } = recording.find("entry-alb", BALANCER);
      assert.equal(inputs["enableDeletionProtection"], deletionProtection);
      const commands = ofType(recording, COMMAND).map(({ name }) => name);
      assert.equal(commands.includes("entry-alb-unprotect"), deletionProtection);
    }
  });

  it("admits the NLB only, and reaches the colours' instances only", async () => {
    const { recording } = await recordDoor(toAlb());
    const idOf = (name: string) => recording.find(name, GROUP).outputs["id"];
    const [nlb, alb] = [idOf("entry-nlb"), idOf("entry-alb")];
    const rule = (name: string) => {
      const { securityGroupId, referencedSecurityGroupId, fromPort } = recording.find(name).inputs;
      return [securityGroupId, referencedSecurityGroupId, fromPort];
    };
    for (const port of [443, 80]) {
      assert.deepEqual(rule(`entry-nlb-to-alb-${port}`), [nlb, alb, port]);
      assert.deepEqual(rule(`entry-alb-from-nlb-${port}`), [alb, nlb, port]);
    }
    for (const color of ["blue", "green"]) {
      const instances = idOf(`backend-${color}-instances`);
      assert.deepEqual(rule(`entry-alb-to-${color}`), [alb, instances, 443]);
      assert.deepEqual(rule(`entry-${color}-from-alb`), [instances, alb, 443]);
    }
    const rules = recording.resources.filter(({ type }) => /SecurityGroup\w+Rule$/.test(type));
    const ofAlb = rules.filter(({ inputs }) => inputs["securityGroupId"] === alb);
    assert.equal(ofAlb.length, 5, "and path MTU discovery");
  });

  it("ends TLS with the certificate, and sends HTTP there", async () => {
    const { recording } = await recordDoor(toAlb());
    const secure = recording.find("entry-alb-443").inputs;
    assert.equal(secure["protocol"], "HTTPS");
    assert.equal(secure["certificateArn"], CERTIFICATE);
    assert.match(secure["sslPolicy"] as string, /TLS13-1-2/);
    assert.deepEqual(actionsOf(recording.find("entry-alb-80").inputs), [
      {
        type: "redirect",
        redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
      },
    ]);
  });

  it("speaks HTTP on port 80 only, without a certificate", async () => {
    const { recording, door } = await recordDoor((vpc) => {
      const described = toAlb({ backend: { port: 8080 } })(vpc);
      const { target } = described;
      assert.ok(target.kind === "alb");
      return { target: { kind: "alb", colors: target.colors } };
    });
    assert.deepEqual(door.ports, [80]);
    const { inputs } = recording.find("entry-alb-80");
    assert.equal(inputs["protocol"], "HTTP");
    assert.equal(inputs["sslPolicy"], undefined);
    assert.equal(actionsOf(inputs)[0]!["type"], "forward");
    assert.ok(!recording.names().includes("entry-alb-443"));
    assert.equal(
      recording.find("backend-blue-targets", "aws:lb/targetGroup:TargetGroup").inputs["protocol"],
      "HTTP",
    );
    assert.equal(recording.find("entry-blue-from-alb").inputs["fromPort"], 8080);
  });

  it("shares clients out by weights between the colours' targets", async () => {
    const { recording } = await recordDoor(toAlb({ live: { blue: 90, green: 10 } }));
    const arnOf = (color: string) =>
      recording.find(`backend-${color}-targets`, "aws:lb/targetGroup:TargetGroup").outputs["arn"];
    assert.deepEqual(actionsOf(recording.find("entry-alb-443").inputs), [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: arnOf("blue"), weight: 90 },
            { arn: arnOf("green"), weight: 10 },
          ],
        },
      },
    ]);
  });

  it("checks each colour by a listener that admits no clients", async () => {
    const { recording } = await recordDoor(toAlb());
    for (const [color, port] of [
      ["blue", 9443],
      ["green", 9444],
    ] as const) {
      const { inputs } = recording.find(`entry-test-${color}`);
      assert.equal(inputs["port"], port);
      const targetGroupArn = recording.find(
        `backend-${color}-targets`,
        "aws:lb/targetGroup:TargetGroup",
      ).outputs["arn"];
      assert.deepEqual(actionsOf(inputs), [{ type: "forward", targetGroupArn }]);
    }
    const admitted = recording.resources.filter(
      ({ type, inputs }) =>
        type.endsWith("IngressRule") &&
        Number(inputs["fromPort"]) <= 9444 &&
        Number(inputs["toPort"]) >= 9443,
    );
    assert.deepEqual(admitted, []);
  });

  it("checks a colour only when its instances admit the checks, or their group would replace some", async () => {
    const { ordering } = await recordDoor(toAlb());
    for (const color of ["blue", "green"]) {
      const before = ordering.dependencies.get(`${LISTENER} entry-test-${color}`)!;
      for (const rule of [
        `SecurityGroupEgressRule entry-alb-to-${color}`,
        `SecurityGroupIngressRule entry-${color}-from-alb`,
      ]) {
        assert.ok(
          [...before].some((key) => key.endsWith(rule)),
          rule,
        );
      }
    }
  });

  it("lets a removed colour stay until the drain is over", async () => {
    const { ordering } = await recordDoor(toAlb({ live: "green" }));
    const kept = ordering.dependencies.get(`${COMMAND} entry-drain-blue`)!;
    for (const key of [
      `${LISTENER} entry-test-blue`,
      "aws:autoscaling/group:Group backend-blue",
      "aws:lb/targetGroup:TargetGroup backend-blue-targets",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule entry-alb-to-blue",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule entry-blue-from-alb",
    ]) {
      assert.ok(kept.has(key), key);
    }
    const live = ordering.dependencies.get(`${LISTENER} entry-alb-443`)!;
    assert.ok(live.has(`${COMMAND} entry-drain-blue`));
    assert.equal(
      ordering.deletedWith.get(`${COMMAND} entry-drain-blue`),
      "holdfast:front-door:NlbAlb entry",
    );
  });

  it("has no web ACL by default", async () => {
    const { recording } = await recordDoor(toAlb());
    assert.deepEqual(ofType(recording, ASSOCIATION), []);
  });

  it("has its web ACL before listeners forward clients", async () => {
    const account = Account.inMemory();
    const webAclArn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd";
    account.create(
      WEB_ACL,
      "us-east-1",
      { name: "shop", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: {} },
      { id: "0123abcd" },
    );
    const { recording, ordering } = await recordDoor(
      toAlb({ target: { webAclArn } }),
      ZONES,
      account,
    );
    assert.deepEqual(recording.find("entry-alb-web-acl", ASSOCIATION).inputs, {
      resourceArn: recording.find("entry-alb", BALANCER).outputs["arn"],
      webAclArn,
    });
    for (const port of [443, 80]) {
      const before = ordering.dependencies.get(`${LISTENER} entry-alb-${port}`)!;
      assert.ok(before.has(`${ASSOCIATION} entry-alb-web-acl`), `${port}`);
    }
  });

  it("writes access logs to a bucket that only load balancers of this account may write to", async () => {
    const { recording, ordering } = await recordDoor(
      toAlb({ target: { accessLogs: { retentionDays: 14 } } }),
    );
    const bucket = recording.find("entry-alb-logs", "aws:s3/bucket:Bucket").outputs;
    assert.deepEqual(recording.find("entry-alb", BALANCER).inputs["accessLogs"], {
      bucket: bucket["bucket"],
      enabled: true,
    });
    const before = ordering.dependencies.get(`${BALANCER} entry-alb`)!;
    assert.ok(before.has("aws:s3/bucketPolicy:BucketPolicy entry-alb-logs"));
  });
});
