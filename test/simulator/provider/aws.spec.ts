import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { type Server, toValues } from "../../../simulator/provider/grpc";
import {
  AUTO_SCALING_GROUP,
  EIP,
  EIP_ASSOCIATION,
  LOG_GROUP,
  SUBNET,
  VPC,
} from "../../../simulator/model/tokens";
import { Lab } from "../../../simulator/lab";
import { group, instances } from "../model/auto-scaling-lab";
import { serveAwsProvider } from "../../../simulator/provider/aws";
import { UNKNOWN, type Values, text } from "../../../simulator/model/values";
import { EngineSide } from "../engine-side";

const REGION = "aws:config:region";

describe("AWS provider", () => {
  let account: Account;
  let server: Server;
  const engines: EngineSide[] = [];
  const engine = (type: string): EngineSide => {
    const side = new EngineSide(server.port, type);
    engines.push(side);
    return side;
  };
  before(async () => {
    account = Account.inMemory();
    server = await serveAwsProvider(account);
  });
  after(async () => {
    engines.forEach((side) => side.close());
    await server.close();
  });

  const vpc = { cidrBlock: "10.0.0.0/16" };

  it("takes part in previews and leaves secrets to the engine", async () => {
    const response = await engine(VPC).configure({});
    assert.equal(response.getSupportspreview(), true);
    assert.equal(response.getAcceptsecrets(), false);
  });

  it("creates, reads, updates and deletes", async () => {
    const side = engine(VPC);
    const { id, state } = await side.create(vpc);
    assert.equal(state["arn"], `arn:aws:ec2:us-east-1:123456789012:vpc/${id}`);
    assert.deepEqual(await side.read(id, state), { id, inputs: vpc, state });
    const tagged = { ...vpc, tags: { a: "b" } };
    const updated = await side.update(id, state, tagged);
    assert.deepEqual(updated["tagsAll"], { a: "b" });
    assert.deepEqual((await side.read(id)).inputs, tagged);
    await side.delete(id, updated);
    assert.equal((await side.read(id, updated)).id, "");
  });

  it("puts default tags on what has tags, beside its own, and no tag twice", async () => {
    const withTags = async (type: string, inputs: Values, defaults: Values) => {
      const side = engine(type);
      const given = { "aws:config:defaultTags": JSON.stringify({ tags: defaults }) };
      await side.configure(given);
      return toValues((await side.check(inputs)).getInputs());
    };
    const tagged = { ...vpc, tags: { a: "own", same: "x" } };
    const inputs = await withTags(VPC, tagged, { a: "default", b: "default", same: "x" });
    assert.deepEqual(inputs["tags"], { a: "own", same: "x" });
    assert.deepEqual(inputs["tagsAll"], { a: "own", b: "default", same: "x" });
    const { id, state } = await engine(VPC).create(inputs);
    assert.deepEqual(state["tagsAll"], inputs["tagsAll"]);
    const stored = account.read({ type: VPC, id, region: "us-east-1" })!;
    assert.deepEqual(account.tagsOf(stored), inputs["tagsAll"]);
    const other = await withTags(VPC, tagged, { b: "other" });
    assert.deepEqual((await engine(VPC).diff(inputs, other)).getDiffsList(), ["tagsAll"]);
    // As in AWS's own provider.
    const group = await withTags(AUTO_SCALING_GROUP, { tags: [] }, { b: "default" });
    assert.deepEqual(group["tags"], []);
  });

  it("gives what a killed update left behind the name that it has, and answers with it", async () => {
    const side = engine(LOG_GROUP);
    const urn = side.urn();
    const left = account.create(LOG_GROUP, "us-east-1", { name: "x-1234567" }, { urn });
    account.unanswered.all().forEach((creation) => account.unanswered.offer(creation));
    const inputs = (await side.check({})).getInputs()!.toJavaScript();
    assert.deepEqual(inputs, { name: "x-1234567" });
    assert.equal((await side.create({ name: "x-1234567" })).id, left.id);
  });

  it("changes nothing in a preview", async () => {
    const side = engine(VPC);
    const before = account.everything();
    const { id, state } = await side.create({ ...vpc, tags: UNKNOWN }, true);
    assert.deepEqual([id, state["arn"], state["tags"]], ["", UNKNOWN, UNKNOWN]);
    assert.equal((await side.update("vpc-x", { arn: "a" }, vpc, true))["arn"], "a");
    assert.deepEqual(account.everything(), before);
  });

  it("keeps to the region of each provider instance, whichever asks last", async () => {
    const [eu, us] = [engine(EIP), engine(EIP)];
    await eu.configure({ [REGION]: "eu-west-1" });
    await us.configure({ [REGION]: "us-west-2" });
    const made = await eu.create({});
    assert.equal(made.state["region"], "eu-west-1");
    assert.equal((await us.read(made.id)).id, "");
    assert.equal((await us.read(made.id, made.state)).id, made.id);
    const token = "aws:index/getRegion:getRegion";
    assert.equal((await us.invoke(token, {}))["name"], "us-west-2");
    assert.equal((await eu.invoke(token, {}))["name"], "eu-west-1");
    await us.delete(made.id, made.state);
    assert.equal((await eu.read(made.id)).id, "");
  });

  it("waits for instances that are being terminated, but not to release their addresses", async () => {
    const lab = new Lab();
    const own = await serveAwsProvider(lab.account);
    const [subnets, addresses] = [SUBNET, EIP].map((type) => new EngineSide(own.port, type));
    try {
      const owner = group(lab, { desiredCapacity: 1, forceDelete: true });
      const [instance] = instances(lab, owner);
      const { id: allocationId } = lab.eip();
      lab.make(EIP_ASSOCIATION, { allocationId, instanceId: instance!.id });
      lab.account.remove(owner);
      await assert.rejects(addresses!.delete(allocationId), /InvalidIPAddress\.InUse/);
      await subnets!.delete(text(instance!.inputs["subnetId"]));
      await addresses!.delete(allocationId);
      assert.equal(lab.account.find(EIP, allocationId, lab.region), undefined);
    } finally {
      [subnets, addresses].forEach((side) => side!.close());
      await own.close();
    }
  });

  it("makes up a name once", async () => {
    const side = engine(LOG_GROUP);
    const inputs = (await side.check({})).getInputs()?.toJavaScript() ?? {};
    assert.match(text(inputs["name"]), /^x-[0-9a-f]{7}$/);
    const again = await side.check({}, { name: "x-0000000" });
    assert.equal(again.getInputs()?.toJavaScript()["name"], "x-0000000");
  });

  it("tells what is wrong with inputs, by property", async () => {
    const failures = (await engine(SUBNET).check({ cidrBlock: "10.0.0.0" })).getFailuresList();
    assert.deepEqual(
      failures.map((failure) => [failure.getProperty(), failure.getReason()]),
      [
        ["vpcId", 'Missing required argument "vpcId"'],
        ["cidrBlock", '"10.0.0.0" is not an IPv4 network in CIDR form, such as 10.0.0.0/16'],
      ],
    );
  });

  it("tells which changes need a new resource", async () => {
    const side = engine(VPC);
    const changed = await side.diff(vpc, { cidrBlock: "10.1.0.0/16", tags: { a: "b" } });
    assert.deepEqual(changed.getDiffsList(), ["cidrBlock", "tags"]);
    assert.deepEqual(changed.getReplacesList(), ["cidrBlock"]);
    assert.equal(changed.getChanges(), 2);
    assert.equal((await side.diff(vpc, { ...vpc, enableDnsSupport: true })).getChanges(), 1);
    assert.equal(
      (await side.diff(vpc, { cidrBlock: "10.1.0.0/16" }, ["cidrBlock"])).getChanges(),
      1,
    );
  });

  it("fails with the text of AWS's refusal", async () => {
    await assert.rejects(engine(SUBNET).create({ ...vpc, vpcId: "vpc-x" }), {
      details:
        "creating EC2 Subnet: operation error EC2: CreateSubnet, api error InvalidVpcID.NotFound: The vpc ID 'vpc-x' does not exist",
    });
  });

  it("fails when a type is not modelled, before anything is created", async () => {
    await assert.rejects(engine("aws:dynamodb/table:Table").check({}), {
      details: /^resource type aws:dynamodb\/table:Table is not modelled by the simulator/,
    });
  });

  it("fails when the provider is configured for a region that is not modelled", async () => {
    await assert.rejects(engine(VPC).configure({ [REGION]: "mars-1" }), {
      details: /^region "mars-1" is not modelled/,
    });
  });
});
