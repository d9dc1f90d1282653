import assert from "node:assert/strict";
import { LISTENER, LOAD_BALANCER, METRIC_ALARM, SUBNET } from "../../../../simulator/model/tokens";
import { ofType } from "../../backend/backends";
import { declared } from "../../backend/declared";
import type { PooledAlbArgs } from "../../../../components/front-door/alb/args";
import { networkFrom } from "../../../../components/network/network-from";
import { validatePooledAlb } from "../../../../components/front-door/alb/check-args";
import { recordAlb } from "./doors";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const COMMAND = "command:local:Command";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const POOL_CIDR = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";

describe("PooledAlb", () => {
  it("refuses a long name, and a pool without blocks", () => {
    const subnets = Object.fromEntries(
      ["a", "b"].map((letter, index) => [
        `us-east-1${letter}`,
        { id: `subnet-${letter}`, cidr: `10.20.${index}.0/24` },
      ]),
    );
    const vpc = networkFrom({
      vpcId: "vpc-0a1b2c3d4e5f60718",
      cidr: "10.20.0.0/16",
      publicSubnets: subnets,
      privateSubnets: subnets,
    });
    const args = { vpc, pool: { ipamPoolId: "ipam-pool-1", blocks: {} }, colors: {} };
    const codes = validatePooledAlb(
      "entry-of-the-whole-shop",
      args as unknown as PooledAlbArgs,
    ).map(({ code }) => code);
    for (const code of ["alb-name-too-long", "alb-without-blocks"])
      assert.ok(codes.includes(code), code);
  });

  it("faces the internet in the public subnets, and draws its addresses from the pool", async () => {
    const { recording, ordering } = await recordAlb();
    const { inputs } = recording.find("entry-alb", LOAD_BALANCER);
    const subnets = ofType(recording, SUBNET)
      .filter(({ name }) => name.startsWith("network-public-"))
      .map(({ outputs }) => outputs["id"]);
    assert.deepEqual([inputs["internal"], inputs["subnets"]], [false, subnets]);
    const { ipamPoolId } = recording.find("addresses-pool-cidr", POOL_CIDR).outputs;
    assert.deepEqual(inputs["ipamPools"], { ipv4IpamPoolId: ipamPoolId });
    const before = ordering.dependencies.get(`${LOAD_BALANCER} entry-alb`)!;
    assert.ok(before.has(`${POOL_CIDR} addresses-pool-cidr`), "it waits for the block");
    assert.ok(before.has("aws:ec2/internetGateway:InternetGateway network-internet"));
  });

  it("tells the blocks of the pool as its addresses", async () => {
    const { door, recording } = await recordAlb();
    assert.deepEqual(Object.keys(door.addresses), ["entry-block"]);
    const { cidr } = recording.find("addresses-pool-cidr", POOL_CIDR).outputs;
    assert.equal(await new Promise((told) => door.addresses["entry-block"]!.apply(told)), cidr);
  });

  it("ends TLS, and sends HTTP to HTTPS; without a certificate it speaks HTTP", async () => {
    const { recording, door } = await recordAlb();
    assert.deepEqual(door.ports, [443, 80]);
    const { inputs } = recording.find("entry-alb-443", LISTENER);
    assert.deepEqual(
      [inputs["protocol"], inputs["sslPolicy"]],
      ["HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06"],
    );
    const [redirect] = recording.find("entry-alb-80", LISTENER).inputs["defaultActions"] as [
      Record<string, unknown>,
    ];
    assert.equal(redirect["type"], "redirect");
    const plain = await recordAlb({ certificateArn: undefined });
    assert.deepEqual(plain.door.ports, [80]);
  });

  it("admits its clients to the public ports only, and reaches the instances only", async () => {
    const { recording } = await recordAlb({ allowFrom: { bank: "198.51.100.0/24" } });
    const { id } = recording.find("entry-alb", GROUP).outputs;
    const rules = ofType(recording, INGRESS)
      .filter(({ inputs }) => inputs["securityGroupId"] === id && inputs["ipProtocol"] === "tcp")
      .map(({ name, inputs }) => [name, inputs["fromPort"], inputs["cidrIpv4"]]);
    assert.deepEqual(rules.sort(), [
      ["entry-alb-from-bank-443", 443, "198.51.100.0/24"],
      ["entry-alb-from-bank-80", 80, "198.51.100.0/24"],
    ]);
    const { referencedSecurityGroupId } = recording.find("entry-blue-from-alb").inputs;
    assert.equal(referencedSecurityGroupId, id);
  });

  it("switches by the gate, a listener's weights and the alarms, and by nothing else", async () => {
    const blue = declared(await recordAlb({}, "blue"));
    const green = declared(await recordAlb({}, "green"));
    const changed = [...blue].filter(([key, inputs]) => inputs !== green.get(key));
    assert.deepEqual(changed.map(([key]) => key).sort(), [
      `${METRIC_ALARM} entry-alarms-blue-unhealthy`,
      `${LISTENER} entry-alb-443`,
      `${COMMAND} entry-gate`,
    ]);
    assert.deepEqual(
      [...green.keys()].filter((key) => !blue.has(key)),
      [`${METRIC_ALARM} entry-alarms-green-unhealthy`],
    );
  });

  it("drops what two servers could read differently, and connections that are idle too long", async () => {
    const { inputs } = (await recordAlb()).recording.find("entry-alb", LOAD_BALANCER);
    assert.deepEqual(
      ["dropInvalidHeaderFields", "desyncMitigationMode", "idleTimeout"].map((key) => inputs[key]),
      [true, "defensive", 60],
    );
    const longer = await recordAlb({ idleTimeoutSeconds: 300 });
    assert.equal(longer.recording.find("entry-alb", LOAD_BALANCER).inputs["idleTimeout"], 300);
  });

  it("is protected from deletion, and has access logs, where it is told", async () => {
    const { recording } = await recordAlb({
      deletionProtection: true,
      accessLogs: { retentionDays: 30 },
    });
    const { inputs } = recording.find("entry-alb", LOAD_BALANCER);
    assert.equal(inputs["enableDeletionProtection"], true);
    assert.equal((inputs["accessLogs"] as Record<string, unknown>)["enabled"], true);
    assert.ok(recording.find("entry-alb-unprotect", COMMAND));
  });

  it("has an alarm for addresses outside the pool, for its use, and for a check that does not come", async () => {
    const { recording } = await recordAlb();
    const alarm = (what: string) => recording.find(`entry-alarms-${what}`, METRIC_ALARM).inputs;
    const { name } = recording.find("entry-pool-check", "aws:lambda/function:Function").outputs;
    for (const what of ["outside-pool", "pool-use", "pool-unchecked"]) {
      assert.deepEqual(alarm(what)["dimensions"], { FunctionName: name }, what);
      assert.equal((alarm(what)["alarmActions"] as string[]).length, 1, what);
    }
    const outside = alarm("outside-pool");
    assert.deepEqual([outside["metricName"], outside["threshold"]], ["AddressesOutsidePool", 0]);
    // One address for the next node of each zone.
    assert.deepEqual(
      [alarm("pool-use")["metricName"], alarm("pool-use")["threshold"]],
      ["PoolAddressesFree", 2],
    );
    assert.equal(alarm("pool-unchecked")["treatMissingData"], "breaching");
  });

  it("lets the check read its pool, and nothing else of EC2", async () => {
    const { recording } = await recordAlb();
    const { policy } = recording.find("entry-pool-check", "aws:iam/rolePolicy:RolePolicy").inputs;
    const { Statement } = JSON.parse(policy as string) as {
      Statement: { Sid: string; Action: string[]; Resource: string }[];
    };
    const { ipamPoolId } = recording.find("addresses-pool-cidr", POOL_CIDR).outputs;
    const [pool] = Statement.filter(({ Sid }) => Sid === "Pool");
    assert.equal(pool!.Resource, `arn:aws:ec2::123456789012:ipam-pool/${ipamPoolId as string}`);
    assert.deepEqual(pool!.Action, ["ec2:GetIpamPoolCidrs", "ec2:GetIpamPoolAllocations"]);
  });

  it("checks that pool by the name of the ALB, every five minutes", async () => {
    const { recording } = await recordAlb();
    const { environment } = recording.find(
      "entry-pool-check",
      "aws:lambda/function:Function",
    ).inputs;
    const { dnsName } = recording.find("entry-alb", LOAD_BALANCER).outputs;
    const { ipamPoolId } = recording.find("addresses-pool-cidr", POOL_CIDR).outputs;
    assert.deepEqual((environment as { variables: object }).variables, {
      DNS_NAME: dnsName,
      POOL_ID: ipamPoolId,
      METRIC_NAMESPACE: "Holdfast",
    });
    const { scheduleExpression } = recording.find(
      "entry-pool-check-schedule",
      "aws:scheduler/schedule:Schedule",
    ).inputs;
    assert.equal(scheduleExpression, "rate(5 minutes)");
  });
});
