import assert from "node:assert/strict";
import { join } from "node:path";
import { EC2 } from "@aws-sdk/client-ec2";
import { Account, EIP, serveApi } from "../../simulator";
import { importsByFile } from "../support/imports";

const FOLDER = join(__dirname, "../../simulator");

/** Data that a script of the simulator writes. */
const isData = (target: string): boolean => /^(model|permissions)\/[a-z-]+\.json$/.test(target);

describe("The simulator", () => {
  const imports = importsByFile(FOLDER);

  it("answers an SDK client from an account, with faults, as its README shows", async () => {
    const account = Account.inMemory();
    const { id } = account.create(EIP, "us-east-1", { tags: { Name: "entry" } });
    const api = await serveApi(account);
    const credentials = { accessKeyId: "any", secretAccessKey: "any" };
    const ec2 = new EC2({
      endpoint: api.url,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    try {
      const { Addresses = [] } = await ec2.describeAddresses({ AllocationIds: [id] });
      assert.deepEqual(Addresses[0]?.Tags, [{ Key: "Name", Value: "entry" }]);
      api.faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded" });
      await assert.rejects(ec2.describeAddresses({}), { name: "RequestLimitExceeded" });
    } finally {
      ec2.destroy();
      await api.close();
    }
  });

  it("imports nothing of this repository from outside its folder", () => {
    assert.ok(imports.size > 90);
    const outside = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => !imports.has(target) && !isData(target))
        .map((target) => `${file}: ${target}`),
    );
    assert.deepEqual(outside, []);
  });
});
