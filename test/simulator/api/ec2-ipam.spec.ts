import assert from "node:assert/strict";
import { ipamPoolOf } from "../../../simulator/model/address-pools";
import { ApiLab, all } from "./api-lab";

describe("EC2's reads of a pool of IPAM", () => {
  it("have its blocks, and the addresses that something has", async () => {
    const lab = await ApiLab.open();
    try {
      const { id: IpamPoolId, cidr } = ipamPoolOf("us-east-1");
      const read = async (action: string): Promise<string[]> =>
        all(await lab.call("ec2", action, { IpamPoolId }), "cidr");
      assert.deepEqual(await read("GetIpamPoolCidrs"), [cidr]);
      assert.deepEqual(await read("GetIpamPoolAllocations"), []);
      const { outputs } = lab.aws.eip({ ipamPoolId: IpamPoolId });
      assert.deepEqual(await read("GetIpamPoolAllocations"), [
        `${outputs["publicIp"] as string}/32`,
      ]);
    } finally {
      await lab.api.close();
    }
  });
});
