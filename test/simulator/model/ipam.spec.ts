import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import type { Stored } from "../../../simulator/model/resource";
import { IPAM, IPAM_POOL, IPAM_POOL_CIDR, LOAD_BALANCER } from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";
import { refuses } from "../refuses";

const ipam = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(IPAM, { operatingRegions: [{ regionName: lab.region }], tier: "free", ...inputs });

const poolIn = (lab: Lab, owner: Stored, inputs: Values = {}): Stored =>
  lab.make(IPAM_POOL, {
    addressFamily: "ipv4",
    ipamScopeId: owner.outputs["publicDefaultScopeId"]!,
    locale: lab.region,
    awsService: "ec2",
    publicIpSource: "amazon",
    ...inputs,
  });

const provide = (lab: Lab, pool: Stored, netmaskLength = 29): Stored =>
  lab.make(IPAM_POOL_CIDR, { ipamPoolId: pool.id, netmaskLength });

/** A pool with one block, and an ALB in two zones that draws from it. */
function scene(lab: Lab, length = 29) {
  const owner = ipam(lab);
  const pool = poolIn(lab, owner);
  const block = provide(lab, pool, length);
  const vpc = lab.vpc();
  lab.gateway(vpc);
  const subnets = ["a", "b"].map((letter, index) =>
    lab.subnet(vpc, {
      cidrBlock: `10.0.${index * 16}.0/20`,
      availabilityZone: `${lab.region}${letter}`,
    }),
  );
  return { owner, pool, block, subnets };
}

const balancer = (lab: Lab, subnets: readonly Stored[], pool?: Stored, inputs: Values = {}) =>
  lab.make(LOAD_BALANCER, {
    name: "web",
    subnets: subnets.map(({ id }) => id),
    ...(pool && { ipamPools: { ipv4IpamPoolId: pool.id } }),
    ...inputs,
  });

const publicIps = ({ outputs }: Stored) => Object.values(outputs["$publicIps"] as Values);

const ask = (lab: Lab, name: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:ec2/${name}:${name}`, lab.region, inputs);

describe("A pool of IPAM that a stack makes", () => {
  it("has the block that AWS provides, and gives its addresses to Elastic IPs and ALBs", () => {
    const lab = new Lab();
    const { pool, block, subnets } = scene(lab);
    assert.equal(block.id, `198.19.64.0/29_${pool.id}`);
    assert.equal(block.outputs["cidr"], "198.19.64.0/29");
    assert.equal(lab.eip({ ipamPoolId: pool.id }).outputs["publicIp"], "198.19.64.0");
    assert.deepEqual(publicIps(balancer(lab, subnets, pool)), ["198.19.64.1", "198.19.64.2"]);
  });

  it("gives another block to a second request", () => {
    const lab = new Lab();
    const { pool } = scene(lab);
    assert.equal(provide(lab, pool, 30).outputs["cidr"], "198.19.64.8/30");
  });

  it("leaves an ALB with addresses of AWS's own when it is empty, and refuses an Elastic IP", () => {
    const lab = new Lab();
    const { pool, subnets } = scene(lab, 30);
    for (let count = 0; count < 3; count++) lab.eip({ ipamPoolId: pool.id });
    const addresses = publicIps(balancer(lab, subnets, pool));
    assert.equal(addresses[0], "198.19.64.3");
    assert.match(addresses[1] as string, /^203\.0\.113\./);
    assert.throws(() => lab.eip({ ipamPoolId: pool.id }), /InsufficientAddressCapacity/);
  });

  it("can be given to an ALB that has none, and taken from it", () => {
    const lab = new Lab();
    const { pool, subnets } = scene(lab);
    const alb = balancer(lab, subnets);
    assert.deepEqual(publicIps(alb), []);
    const drawing = lab.change(alb, { ipamPools: { ipv4IpamPoolId: pool.id } });
    assert.deepEqual(publicIps(drawing), ["198.19.64.0", "198.19.64.1"]);
    assert.deepEqual(publicIps(lab.change(drawing, { ipamPools: undefined })), []);
  });

  it("is found, with its tags, block and scope", () => {
    const lab = new Lab();
    const owner = ipam(lab);
    const pool = poolIn(lab, owner, { tags: { team: "edge" } });
    provide(lab, pool);
    const pools = ask(lab, "getVpcIpamPools", {})["ipamPools"] as Values[];
    assert.equal(pools.length, 2);
    const { id, tags, ipamScopeId, awsService, locale } = pools[1]!;
    assert.deepEqual([id, tags], [pool.id, { team: "edge" }]);
    assert.deepEqual([awsService, locale], ["ec2", lab.region]);
    const { ipamPoolCidrs } = ask(lab, "getVpcIpamPoolCidrs", { ipamPoolId: pool.id });
    assert.deepEqual(ipamPoolCidrs, [{ cidr: "198.19.64.0/29", state: "provisioned" }]);
    const { ipams } = ask(lab, "getVpcIpams", {}) as { ipams: Values[] };
    assert.deepEqual(
      ipams.map((one) => [one["id"], one["publicDefaultScopeId"], one["tier"]]),
      [[owner.id, ipamScopeId, "free"]],
    );
    assert.equal(ask(lab, "getVpcIpam", { id: owner.id })["ipamRegion"], lab.region);
  });

  it("keeps its block while an ALB or an Elastic IP has an address of it", () => {
    const lab = new Lab();
    const { pool, block, subnets } = scene(lab);
    const eip = lab.eip({ ipamPoolId: pool.id });
    const alb = balancer(lab, subnets, pool);
    for (const user of [alb, eip]) {
      const refused = new RegExp(`IncorrectState: The CIDR .* has allocations \\(.*${user.id}`);
      assert.throws(() => lab.account.remove(block), refused);
      lab.account.remove(user);
    }
    lab.account.remove(block);
  });

  it("goes after its block, and the IPAM after its pools", () => {
    const lab = new Lab();
    const { owner, pool, block } = scene(lab);
    for (const one of [block, pool, owner]) lab.account.remove(one);
    assert.deepEqual(lab.account.all(IPAM), []);
  });

  const provisioning =
    "creating IPAM Pool CIDR: operation error EC2: ProvisionIpamPoolCidr, api error";
  refuses([
    [
      "an account has an IPAM in the region",
      (lab) => [ipam(lab), ipam(lab)],
      "creating IPAM: operation error EC2: CreateIpam, api error ResourceLimitExceeded: You've reached the limit for ipams. You have created 1 ipams and you are limited to 1.",
    ],
    [
      "an IPAM does not operate in its own region",
      (lab) => ipam(lab, { operatingRegions: [{ regionName: "eu-west-1" }] }),
      "operatingRegions: must have the provider's region us-east-1, got eu-west-1",
    ],
    [
      "a pool of Amazon's addresses has no locale",
      (lab) => poolIn(lab, ipam(lab), { locale: undefined }),
      'locale: required with publicIpSource "amazon" and addressFamily "ipv4"',
    ],
    [
      "a pool is for a region that the IPAM does not operate in",
      (lab) => poolIn(lab, ipam(lab), { locale: "eu-west-1" }),
      "creating IPAM Pool: operation error EC2: CreateIpamPool, api error InvalidParameterValue: The locale eu-west-1 is not an operating Region of the IPAM ipam-*",
    ],
    [
      "a block is larger than AWS provides by default",
      (lab) => scene(lab, 28),
      `${provisioning} InvalidParameterValue: Account 123456789012 cannot provision an IPv4 contiguous block of size /28 in locale us-east-1. Please check IPAM documentation to raise the limit.`,
    ],
    [
      "there are two blocks",
      (lab) => {
        const { pool } = scene(lab);
        return [provide(lab, pool), provide(lab, pool)];
      },
      `${provisioning} ResourceLimitExceeded: You've reached the limit for contiguous public IPv4 blocks. You have provisioned 2 and you are limited to 2.`,
    ],
    [
      "a pool is deleted that has a block",
      (lab) => lab.account.remove(scene(lab).pool),
      "deleting IPAM Pool (ipam-pool-*): operation error EC2: DeleteIpamPool, api error DependencyViolation: The IPAM pool ipam-pool-* has provisioned CIDRs or allocations and cannot be deleted.",
    ],
    [
      "an IPAM is deleted that has a pool",
      (lab) => lab.account.remove(scene(lab).owner),
      "deleting IPAM (ipam-*): operation error EC2: DeleteIpam, api error DependencyViolation: The IPAM ipam-* has pools (ipam-pool-*) and cannot be deleted.",
    ],
    [
      "an internal ALB is to draw from a pool",
      (lab) => {
        const { pool, subnets } = scene(lab);
        balancer(lab, subnets, pool, { internal: true });
      },
      "ipamPools: only an internet-facing application load balancer can draw addresses from an IPAM pool",
    ],
  ]);
});
