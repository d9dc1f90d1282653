import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../../commands/local/session";
import { readSettings } from "../../../commands/local/stack-settings";
import { stackNames } from "../../../commands/local/stacks";
import { readConfig } from "../../../components/config/read-config";
import program from "../../../index";
import type { Account } from "../../../simulator/account";
import { DEFAULT_QUOTAS, type Quotas, RAISED_QUOTAS } from "../../../simulator/model/quotas";
import { EIP, INSTANCE, INTERNET_GATEWAY, NAT_GATEWAY } from "../../../simulator/model/tokens";
import { SUBNET, VPC } from "../../../simulator/model/tokens";
import { companyAccount } from "../../support/company-account";
import { frontDoor } from "../../support/program";
import { runWith } from "../config/read-under-mocks";
import type { Given } from "../config/wrong-configs";
import { LOOKUPS } from "../config/wrong-configs/wrong-config";

const QUOTA = "aws:servicequotas/getServiceQuota:getServiceQuota";
const REGION = "us-east-1";

const newAccount = () => companyAccount({ quotas: DEFAULT_QUOTAS });

const raised = (quotas: Partial<Quotas>) =>
  companyAccount({ quotas: { ...RAISED_QUOTAS, ...quotas } });

const times = (count: number, make: (index: number) => unknown): void => {
  for (let index = 0; index < count; index++) make(index);
};

const vpc = (account: Account) => account.create(VPC, REGION, { cidrBlock: "10.0.0.0/16" });

/** Four nodes of two vCPUs, two colours of two instances, two NAT gateways. */
const front = (account: Account, entry: object = {}): Given => ({
  account,
  config: frontDoor({ entry: { kind: "haproxy", instanceType: "c7g.large", ...entry } }),
});

/** What each quota lacks: the text of its problem, and the value that is requested. */
const lacking = (message = ""): string[] =>
  [...message.matchAll(/this account to (.*?)\n.*--desired-value (\d+)/g)].map(
    ([, text, desired]) => `${text}: ${desired}`,
  );

/** What the engine tells of the stack after its first update. */
const after = (account: Account): NonNullable<Given["aws"]> => ({
  [LOOKUPS.state]: {
    outputs: Object.fromEntries(
      account.everything().map((one) => {
        const { Name = one.id } = account.tagsOf(one);
        const urn = `urn:pulumi:dev::holdfast::holdfast:x$${one.type}::${Name}`;
        return [urn, { type: one.type, outputs: account.state(one) }];
      }),
    ),
  },
});

describe("checkQuotas", () => {
  it("fails before anything is registered, with all quotas and the commands that raise them", async () => {
    const account = newAccount();
    // The default VPC, and those of another stack.
    times(4, () => vpc(account));
    const { error, registered } = await runWith(program, front(account));
    assert.deepEqual(registered, []);
    assert.equal(
      error?.message,
      `Pulumi.dev.yaml has 3 problems; nothing was changed

  aws:region = "us-east-1"
    limits this account to 5 Elastic IPs: 0 are in use, and the stack needs 6 more
    fix: request an increase, and try again when AWS has granted it: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1

  aws:region = "us-east-1"
    limits this account to 5 VPCs: 4 are in use, and the stack needs 3 more
    fix: request an increase, and try again when AWS has granted it: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE --desired-value 7 --region us-east-1

  aws:region = "us-east-1"
    limits this account to 5 vCPUs of running On-Demand Standard instances: 0 are in use, and the stack needs 16 more
    fix: request an increase, and try again when AWS has granted it: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 16 --region us-east-1`,
    );
  });

  it("names the profile that the AWS provider has", async () => {
    const given = front(newAccount());
    const config = { ...given.config, "aws:profile": "work" };
    const { error } = await runWith(readConfig, { ...given, config });
    assert.match(error?.message ?? "", /--desired-value 6 --region us-east-1 --profile work\n/);
  });

  const NEEDED: Readonly<Record<string, readonly [eips: number, vcpus: number]>> = {
    accelerator: [2, 8],
    alb: [2, 8],
    dev: [6, 12],
    ecs: [4, 12],
    host: [3, 6],
    image: [6, 8],
    nlb: [4, 8],
    pair: [2, 10],
    prod: [9, 18],
    staging: [4, 12],
  };
  for (const stack of stackNames(ROOT)) {
    it(`finds what ${stack} would lack in a new account`, async () => {
      const { sections: config } = readSettings(join(ROOT, `Pulumi.${stack}.yaml`), stack);
      const { error } = await runWith(readConfig, { config, account: newAccount() });
      const [eips, vcpus] = NEEDED[stack]!;
      const needs = [
        ...(eips > 5
          ? [`5 Elastic IPs: 0 are in use, and the stack needs ${eips} more: ${eips}`]
          : []),
        `5 vCPUs of running On-Demand Standard instances: 0 are in use, and the stack needs ${vcpus} more: ${vcpus}`,
      ];
      assert.deepEqual(lacking(error?.message), needs);
    });
  }

  it("asks for no quota while the stack has what it needs, however full the account is", async () => {
    const account = raised({ elasticIps: 6, vpcs: 3, standardVcpus: 16, natGatewaysPerZone: 1 });
    const first = await runWith(program, front(account));
    assert.equal(first.error?.message, undefined);
    const second = await runWith(readConfig, { ...front(account), aws: after(account) });
    assert.equal(second.error?.message, undefined);
    assert.ok(!second.asked.includes(QUOTA));
  });

  it("counts what an update adds, and what the stack has once", async () => {
    const account = raised({ elasticIps: 7, standardVcpus: 18 });
    await runWith(program, front(account));
    const more = front(account, { nodesPerAz: 3 });
    const { error } = await runWith(readConfig, { ...more, aws: after(account) });
    assert.deepEqual(lacking(error?.message), [
      "7 Elastic IPs: 6 are in use, and the stack needs 2 more: 8",
      "18 vCPUs of running On-Demand Standard instances: 16 are in use, and the stack needs 4 more: 20",
    ]);
  });

  it("counts no instance for the one that it replaces", async () => {
    const account = raised({ standardVcpus: 16 });
    await runWith(program, front(account));
    const aws = after(account);
    const other = front(account, { instanceType: "c8g.large" });
    const same = await runWith(readConfig, { ...other, aws });
    assert.equal(same.error?.message, undefined);
    assert.ok(same.asked.includes(QUOTA));
    const next = front(account, { instanceType: "c8g.xlarge" });
    const larger = await runWith(readConfig, { ...next, aws });
    assert.deepEqual(lacking(larger.error?.message), [
      "16 vCPUs of running On-Demand Standard instances: 16 are in use, and the stack needs 8 more: 24",
    ]);
  });

  it("counts other instances by their size", async () => {
    const account = raised({ standardVcpus: 40 });
    const { id: subnetId } = account.create(SUBNET, REGION, {
      vpcId: vpc(account).id,
      cidrBlock: "10.0.0.0/24",
    });
    for (const instanceType of ["t2.small", "t3.micro", "c7g.medium", "m5.xlarge", "c6i.8xlarge"]) {
      account.create(INSTANCE, REGION, { ami: "ami-0123456789abcdef0", instanceType, subnetId });
    }
    const { error } = await runWith(readConfig, front(account));
    assert.deepEqual(lacking(error?.message), [
      "40 vCPUs of running On-Demand Standard instances: 40 are in use, and the stack needs 16 more: 56",
    ]);
  });

  it("counts the NAT gateways of a zone", async () => {
    const account = raised({ natGatewaysPerZone: 5 });
    const { id: vpcId } = vpc(account);
    account.create(INTERNET_GATEWAY, REGION, { vpcId });
    const fill = (letter: string, block: number, count: number) => {
      const { id: subnetId } = account.create(SUBNET, REGION, {
        vpcId,
        cidrBlock: `10.0.${block}.0/24`,
        availabilityZone: `us-east-1${letter}`,
      });
      times(count, () => {
        const { id: allocationId } = account.create(EIP, REGION, { domain: "vpc" });
        account.create(NAT_GATEWAY, REGION, { subnetId, allocationId });
      });
    };
    fill("c", 0, 4);
    fill("b", 1, 4);
    assert.equal((await runWith(readConfig, front(account))).error?.message, undefined);
    fill("b", 2, 1);
    const { error } = await runWith(readConfig, front(account));
    assert.deepEqual(lacking(error?.message), [
      "5 NAT gateways in a zone: 5 are in use, and the stack needs 1 more: 6",
    ]);
  });

  it("does not count addresses of a pool", async () => {
    const answer = { allocationIds: ["eipalloc-1", "eipalloc-2"], publicIps: [] };
    const aws = {
      "aws:ec2/getEips:getEips": answer,
      "aws:ec2/getElasticIp:getElasticIp": {
        publicIp: "203.0.113.1",
        domain: "vpc",
        publicIpv4Pool: "ipv4pool-ec2-0123456789abcdef0",
        tags: {},
      },
    };
    const given = front(raised({ elasticIps: 6 }));
    assert.equal((await runWith(readConfig, { ...given, aws })).error?.message, undefined);
  });

  it("warns where the caller may not ask", async () => {
    const denied = new Error("api error AccessDeniedException: User is not authorized");
    const { value, error } = await runWith(readConfig, {
      ...front(newAccount()),
      aws: { [QUOTA]: denied },
    });
    assert.equal(error?.message, undefined);
    assert.deepEqual(value?.addresses.notices, [
      "the quotas of us-east-1 could not be checked (allow servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota): AccessDeniedException: User is not authorized. The update adds to its Elastic IPs 6, VPCs 3, NAT gateways in a zone 1 and vCPUs of running On-Demand Standard instances 16",
    ]);
  });

  it("warns where the stack cannot be looked up", async () => {
    const denied = new Error("api error UnauthorizedOperation: not you");
    const { value } = await runWith(readConfig, {
      ...front(newAccount()),
      aws: { "aws:ec2/getInstances:getInstances": denied },
    });
    assert.match(
      String(value?.addresses.notices),
      /^the quotas of us-east-1 could not be checked \(/,
    );
  });
});
