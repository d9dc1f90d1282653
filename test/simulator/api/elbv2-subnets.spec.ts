import assert from "node:assert/strict";
import { LOAD_BALANCER } from "../../../simulator/model/tokens";
import { eventually } from "../../../commands/drill/lab/eventually";
import { ApiLab, all } from "./api-lab";

describe("Subnets of load balancers by the Elastic Load Balancing API", () => {
  let lab: ApiLab;
  let vpc: ReturnType<ApiLab["aws"]["vpc"]>;
  beforeEach(async () => {
    lab = await ApiLab.open();
    vpc = lab.aws.vpc();
    lab.aws.gateway(vpc);
  });
  afterEach(() => lab.api.close());

  const subnet = (letter: string, block: number) =>
    lab.aws.subnet(vpc, {
      availabilityZone: `us-east-1${letter}`,
      cidrBlock: `10.0.${block}.0/24`,
    });

  type Mapping = readonly [subnetId: string, allocationId?: string];
  const set = (arn: string, ...mappings: readonly Mapping[]): Promise<string> =>
    lab.call("elbv2", "SetSubnets", {
      LoadBalancerArn: arn,
      ...(Object.fromEntries(
        mappings.flatMap(([subnetId, allocationId], index) => {
          const member = `SubnetMappings.member.${index + 1}`;
          return [
            [`${member}.SubnetId`, subnetId],
            ...(allocationId ? [[`${member}.AllocationId`, allocationId]] : []),
          ];
        }),
      ) as Record<string, string>),
    });

  /** An NLB with an Elastic IP in each of two zones. */
  const fixed = () => {
    const mappings = ["a", "b"].map((letter, index) => ({
      subnetId: subnet(letter, index).id,
      allocationId: lab.aws.eip().id,
    }));
    const { id } = lab.aws.make(LOAD_BALANCER, {
      name: "entry",
      loadBalancerType: "network",
      subnetMappings: mappings,
    });
    const [one, two] = mappings.map(({ subnetId, allocationId }) => [subnetId, allocationId]) as [
      [string, string],
      [string, string],
    ];
    return { id, one, two };
  };
  const associated = async (id: string): Promise<boolean> =>
    all(await lab.call("ec2", "DescribeAddresses", { "AllocationId.1": id }), "associationId")
      .length > 0;

  it("take a zone from an NLB, which keeps the other zones' addresses", async () => {
    const { id, one, two } = fixed();
    const answer = await set(id, one);
    assert.deepEqual(all(answer, "SubnetId"), [one[0]]);
    assert.deepEqual(all(answer, "AllocationId"), [one[1]]);
    assert.deepEqual([await associated(one[1]), await associated(two[1])], [true, false]);
    await set(id, one, two);
    assert.equal(await associated(two[1]), true);
  });

  it("take a zone away when the lab says that AWS has done so, and the NLB is provisioning until then", async () => {
    const { id, one, two } = fixed();
    const state = async () => all(await lab.call("elbv2", "DescribeLoadBalancers"), "Code");
    const removed: string[] = [];
    let remove = (): void => undefined;
    lab.api.faults.removal = (publicIps) => {
      removed.push(...publicIps);
      return new Promise((resolve) => (remove = resolve));
    };
    await set(id, one);
    assert.equal(removed.length, 1);
    assert.deepEqual([await associated(two[1]), await state()], [true, ["provisioning"]]);
    remove();
    await eventually(async () => !(await associated(two[1])));
    assert.deepEqual(await state(), ["active"]);
    await set(id, one, two);
    assert.equal(await associated(two[1]), true);
  });

  it("replace an NLB's last zone by one with an address of Amazon's, and that by an Elastic IP's", async () => {
    const { id, one, two } = fixed();
    await set(id, one);
    const answer = await set(id, [two[0]]);
    assert.deepEqual([all(answer, "SubnetId"), all(answer, "AllocationId")], [[two[0]], []]);
    assert.deepEqual([await associated(one[1]), await associated(two[1])], [false, false]);
    assert.deepEqual(all(await set(id, two), "Code"), ["InvalidConfigurationRequest"]);
    await set(id, one);
    assert.deepEqual([await associated(one[1]), await associated(two[1])], [true, false]);
  });

  it("fail for another address, or another subnet of a zone that an NLB has", async () => {
    const { id, one, two } = fixed();
    const other = lab.aws.eip().id;
    for (const refused of [
      await set(id, one, [two[0], other]),
      await set(id, one, [subnet("b", 7).id, other]),
    ]) {
      assert.deepEqual(all(refused, "Code"), ["InvalidConfigurationRequest"]);
    }
    assert.deepEqual([await associated(two[1]), await associated(other)], [true, false]);
  });

  it("fail without any, for an ALB with one, and for a load balancer that does not exist", async () => {
    const { id, one } = fixed();
    const [a, b] = [subnet("a", 8).id, subnet("b", 9).id];
    const alb = lab.aws.make(LOAD_BALANCER, { name: "web", internal: true, subnets: [a, b] });
    const codes = [
      await set(id),
      await set(alb.id, [a]),
      await set(id.replace("entry", "none"), one),
    ].map((answer) => all(answer, "Code")[0]);
    assert.deepEqual(codes, ["ValidationError", "ValidationError", "LoadBalancerNotFound"]);
  });
});
