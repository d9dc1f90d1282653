import assert from "node:assert/strict";
import { allowListOf, pooledBalancers } from "../../../../commands/drill/lab/allow-list";
import type { Account } from "../../../../simulator/account";
import { EIP, IPAM_POOL_CIDR } from "../../../../simulator/model/tokens";
import { text } from "../../../../simulator/model/values";
import { accountOf, nlbFrontDoor, pooledDoor } from "../../../support/program";

const elastic = (account: Account): string[] =>
  account.all(EIP).map(({ outputs }) => `${text(outputs["publicIp"])}/32`);

describe("the allow-list of an account", () => {
  it("has the Elastic IPs, and nothing else without a pool", async () => {
    const account = await accountOf(nlbFrontDoor());
    assert.equal(elastic(account).length, 4, "of two NAT gateways and of the NLB in two zones");
    assert.deepEqual(allowListOf(account), elastic(account));
    assert.deepEqual(pooledBalancers(account), []);
  });

  it("has the block that an ALB draws from", async () => {
    const account = await accountOf(pooledDoor());
    const blocks = account.all(IPAM_POOL_CIDR).map(({ outputs }) => text(outputs["cidr"]));
    assert.equal(blocks.length, 1);
    assert.deepEqual(allowListOf(account), [...elastic(account), ...blocks]);
    assert.equal(pooledBalancers(account).length, 1);
  });
});
