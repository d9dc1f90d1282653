import assert from "node:assert/strict";
import { DEFAULT_QUOTAS, type Quotas } from "../../../simulator/model/quotas";
import { INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { group, template } from "./auto-scaling-lab";

/** An account with low quotas and little usage. */
const limited = (quotas: Partial<Quotas> = {}): Lab =>
  new Lab("us-east-1", { quotas: { ...DEFAULT_QUOTAS, ...quotas } });

const times = (count: number, make: (index: number) => unknown): void => {
  for (let index = 0; index < count; index++) make(index);
};

const instance = (lab: Lab, instanceType: string, subnet = lab.subnet(lab.vpc())): Stored =>
  lab.make(INSTANCE, { ami: "ami-0123456789abcdef0", instanceType, subnetId: subnet.id });

const OVER =
  "You have requested more vCPU capacity than your current vCPU limit of 5 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.";

describe("Quotas", () => {
  it("are those of a company that raised them, unless an account is given others", () => {
    times(6, () => new Lab().eip());
    const lab = new Lab();
    times(6, () => lab.eip());
    times(6, () => lab.vpc());
  });

  it("count per region, and no more once something is released", () => {
    const lab = limited();
    times(5, () => lab.eip());
    times(5, () => lab.account.create("aws:ec2/eip:Eip", "eu-west-1", { domain: "vpc" }));
    lab.account.remove(lab.account.all("aws:ec2/eip:Eip", "us-east-1")[0]!);
    assert.ok(lab.eip());
  });

  it("let what there is change when they are used up", () => {
    const lab = limited();
    times(4, () => lab.vpc());
    lab.change(lab.vpc(), { tags: { Name: "last" } });
    const node = instance(lab, "t3.xlarge", lab.subnet(lab.account.all("aws:ec2/vpc:Vpc")[0]!));
    lab.change(node, { tags: { Name: "only" } });
  });

  it("of vCPUs let a group replace what it runs", () => {
    const lab = limited({ standardVcpus: 4 });
    const first = template(lab);
    const web = group(lab, { instanceRefresh: { strategy: "Rolling" } }, first);
    lab.change(first, { userData: "" });
    lab.change(web, { launchTemplate: { id: first.id, version: "$Latest" } });
  });

  refuses(
    [
      [
        "there are as many Elastic IPs as the account may have",
        (lab) => times(7, () => lab.eip()),
        "creating EC2 EIP: operation error EC2: AllocateAddress, api error AddressLimitExceeded: The maximum number of addresses has been reached.",
      ],
      [
        "there are as many VPCs",
        (lab) => times(6, () => lab.vpc()),
        "creating EC2 VPC: operation error EC2: CreateVpc, api error VpcLimitExceeded: The maximum number of VPCs has been reached.",
      ],
      [
        "an instance would run a vCPU too many",
        (lab) => {
          const subnet = lab.subnet(lab.vpc());
          times(3, () => instance(lab, "t3.small", subnet));
        },
        `creating EC2 Instance: operation error EC2: RunInstances, api error VcpuLimitExceeded: ${OVER}`,
      ],
      [
        "the instances of a group would",
        (lab) => group(lab, { desiredCapacity: 3 }),
        `creating Auto Scaling Group: operation error Auto Scaling: CreateAutoScalingGroup, api error VcpuLimitExceeded: ${OVER}`,
      ],
      [
        "a zone has as many NAT gateways",
        (lab) => {
          const vpc = lab.vpc();
          lab.gateway(vpc);
          const subnet = lab.subnet(vpc);
          times(6, () => lab.nat(subnet, lab.eip()));
        },
        "creating EC2 NAT Gateway: operation error EC2: CreateNatGateway, api error NatGatewayLimitExceeded: Performing this operation would exceed the limit of 5 NAT gateways",
      ],
    ],
    () => limited({ elasticIps: 6 }),
  );

  it("are what Service Quotas tells of the account", () => {
    const ask = (lab: Lab): Values =>
      lab.account.lookUp("aws:servicequotas/getServiceQuota:getServiceQuota", "us-east-1", {
        serviceCode: "ec2",
        quotaCode: "L-1216C47A",
      });
    assert.deepEqual([ask(limited())["value"], ask(limited())["defaultValue"]], [5, 5]);
    assert.ok(Number(ask(new Lab())["value"]) > 5);
  });
});
