import assert from "node:assert/strict";
import { ipamPoolOf, publicPoolOf } from "../../../simulator/model/address-pools";
import { Lab } from "../../../simulator/lab";
import type { Values } from "../../../simulator/model/values";
import { refuses } from "../refuses";

const publicPool = publicPoolOf("us-east-1");
const ipamPool = ipamPoolOf("us-east-1");
const ask = (lab: Lab, name: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:ec2/${name}:${name}`, lab.region, inputs);
const free = (lab: Lab) =>
  ask(lab, "getPublicIpv4Pool", { poolId: publicPool.id })["totalAvailableAddressCount"];

describe("A pool of addresses", () => {
  it("gives its addresses one after the other, and a released one again", () => {
    const lab = new Lab();
    const eips = Array.from({ length: 3 }, () => lab.eip({ publicIpv4Pool: publicPool.id }));
    const addresses = eips.map(({ outputs }) => outputs["publicIp"]);
    assert.equal(free(lab), 13);
    lab.account.remove(eips[1]!);
    assert.equal(free(lab), 14);
    assert.equal(lab.eip({ publicIpv4Pool: publicPool.id }).outputs["publicIp"], addresses[1]);
  });

  it("is what an address says that it came from", () => {
    const lab = new Lab();
    const state = (inputs: Values) => {
      const { publicIpv4Pool, ipamPoolId } = lab.state(lab.eip(inputs));
      return [publicIpv4Pool, ipamPoolId];
    };
    assert.deepEqual(state({}), ["amazon", ""]);
    assert.deepEqual(state({ publicIpv4Pool: publicPool.id }), [publicPool.id, ""]);
    assert.deepEqual(state({ ipamPoolId: ipamPool.id }), [ipamPool.id, ipamPool.id]);
  });

  it("of IPAM says its block, and whom it is for", () => {
    const lab = new Lab();
    const { locale, awsService } = ask(lab, "getVpcIpamPool", { ipamPoolId: ipamPool.id });
    assert.deepEqual([locale, awsService], ["us-east-1", "ec2"]);
    const { ipamPoolCidrs } = ask(lab, "getVpcIpamPoolCidrs", { ipamPoolId: ipamPool.id });
    assert.deepEqual(ipamPoolCidrs, [{ cidr: ipamPool.cidr, state: "provisioned" }]);
  });

  const creating = "creating EC2 EIP: operation error EC2: AllocateAddress, api error";
  refuses([
    [
      "it has no address left",
      (lab) => {
        for (let count = 0; count < 9; count++) lab.eip({ ipamPoolId: ipamPool.id });
      },
      `${creating} InsufficientAddressCapacity: Not enough available addresses in pool ipam-pool-* to satisfy your request.`,
    ],
    [
      "an address names a pool of another region",
      (lab) => lab.eip({ publicIpv4Pool: publicPoolOf("eu-west-1").id }),
      `${creating} InvalidPublicIpv4PoolID.NotFound: The pool ID '${publicPoolOf("eu-west-1").id}' does not exist`,
    ],
    [
      "an address names an IPAM pool that does not exist",
      (lab) => lab.eip({ ipamPoolId: "ipam-pool-x" }),
      `${creating} InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-x' does not exist`,
    ],
    [
      "a pool that does not exist is looked up",
      (lab) => ask(lab, "getPublicIpv4Pool", { poolId: "ipv4pool-ec2-x" }),
      "aws:ec2/getPublicIpv4Pool:getPublicIpv4Pool: api error InvalidPublicIpv4PoolID.NotFound: The pool ID 'ipv4pool-ec2-x' does not exist",
    ],
    [
      "an IPAM pool that does not exist is looked up",
      (lab) => ask(lab, "getVpcIpamPoolCidrs", { ipamPoolId: "ipam-pool-x" }),
      "aws:ec2/getVpcIpamPoolCidrs:getVpcIpamPoolCidrs: api error InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-x' does not exist",
    ],
  ]);
});
