import assert from "node:assert/strict";
import { join } from "node:path";
import { Account } from "../../simulator/account";
import { EIP, LOG_GROUP, SUBNET, VPC } from "../../simulator/model/tokens";
import type { Creation } from "../../simulator/store";
import { temporaryFolder } from "../commands/local/fakes";

const REGION = "us-east-1";
const urn = (type: string, name: string, stack = "dev"): string =>
  `urn:pulumi:${stack}::holdfast::${type}::${name}`;
const VPC_URN = urn(VPC, "network");
const EIP_URN = urn(EIP, "address");

describe("Unanswered", () => {
  const folder = temporaryFolder();
  const open = () => Account.open(join(folder(), "account.jsonl"));

  /** An account that was killed after these creations, opened again. */
  async function killedAfter(create: (account: Account) => void): Promise<Account> {
    const killed = await open();
    create(killed);
    await killed.close();
    return open();
  }

  const offerAll = (account: Account): Creation[] =>
    account.unanswered.all().map((creation) => {
      account.unanswered.offer(creation);
      return creation;
    });

  it("outlives the process, and has what the engine asked for only", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(VPC_URN, VPC, REGION, { cidrBlock: "10.0.0.0/16" });
    });
    const vpc = account.all(VPC)[0]!;
    account.create(EIP, REGION, { domain: "vpc" });
    assert.deepEqual(account.unanswered.all(), [
      { urn: VPC_URN, type: VPC, region: REGION, id: vpc.id },
    ]);
    await account.close();
  });

  it("permanently forgets what the engine has recorded, and what is deleted", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(VPC_URN, VPC, REGION, { cidrBlock: "10.0.0.0/16" });
      unanswered.create(EIP_URN, EIP, REGION, { domain: "vpc" });
    });
    account.unanswered.drop((creation) => creation.urn === VPC_URN);
    account.remove(account.all(EIP)[0]!);
    assert.deepEqual(account.unanswered.all(), []);
    await account.close();
    const again = await open();
    assert.deepEqual(again.unanswered.all(), []);
    await again.close();
  });

  it("answers the next request for what is offered with what exists, updated", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(EIP_URN, EIP, REGION, { domain: "vpc", tags: { a: "1" } });
    });
    const [offer] = offerAll(account);
    const inputs = { domain: "vpc", tags: { a: "2" } };
    const answered = account.unanswered.create(EIP_URN, EIP, REGION, inputs);
    assert.equal(answered.id, offer!.id);
    assert.deepEqual(answered.inputs, inputs);
    assert.equal(account.all(EIP).length, 1);
    // Once only: another request for the same URN replaces the resource.
    assert.notEqual(account.unanswered.create(EIP_URN, EIP, REGION, inputs).id, offer!.id);
    await account.close();
  });

  it("creates what is not offered", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(EIP_URN, EIP, REGION, { domain: "vpc" });
    });
    account.unanswered.create(EIP_URN, EIP, REGION, { domain: "vpc" });
    assert.equal(account.all(EIP).length, 2);
    await account.close();
  });

  it("replaces what is offered if it would have to be replaced", async () => {
    const account = await killedAfter(({ unanswered }) => {
      const vpc = unanswered.create(VPC_URN, VPC, REGION, { cidrBlock: "10.0.0.0/16" });
      const subnet = { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" };
      unanswered.create(urn(SUBNET, "a"), SUBNET, REGION, subnet);
    });
    offerAll(account);
    const vpcId = account.all(VPC)[0]!.id;
    const inputs = { vpcId, cidrBlock: "10.0.0.0/25" };
    account.unanswered.create(urn(SUBNET, "a"), SUBNET, REGION, inputs);
    assert.deepEqual(
      account.all(SUBNET).map((subnet) => subnet.inputs["cidrBlock"]),
      ["10.0.0.0/25"],
    );
    await account.close();
  });

  it("replaces what is offered in another region", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(urn(LOG_GROUP, "logs"), LOG_GROUP, REGION, { name: "logs" });
    });
    offerAll(account);
    account.unanswered.create(urn(LOG_GROUP, "logs"), LOG_GROUP, "eu-west-1", { name: "logs" });
    assert.deepEqual(
      account.all(LOG_GROUP).map(({ region }) => region),
      ["eu-west-1"],
    );
    await account.close();
  });

  it("tells the inputs of what is offered", async () => {
    const account = await killedAfter(({ unanswered }) => {
      unanswered.create(EIP_URN, EIP, REGION, { domain: "vpc" });
    });
    assert.equal(account.unanswered.inputsFor(EIP_URN), undefined);
    offerAll(account);
    assert.deepEqual(account.unanswered.inputsFor(EIP_URN), { domain: "vpc" });
    await account.close();
  });
});
