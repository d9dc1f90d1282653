import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../simulator/account";
import { EIP, HOSTED_ZONE, ROUTE_TABLE, SUBNET, VPC } from "../../simulator/model/tokens";
import { Lab } from "../../simulator/lab";

describe("Account", () => {
  it("lets deletion of what is not there pass", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    lab.account.remove(vpc);
    lab.account.remove(vpc);
    assert.equal(lab.account.find(VPC, vpc.id, lab.region), undefined);
  });

  it("changes nothing when it refuses", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const subnet = lab.subnet(vpc);
    const before = lab.account.everything();
    assert.throws(() => lab.subnet(vpc));
    assert.throws(() => lab.account.remove(vpc));
    assert.throws(() => lab.change(subnet, { vpcId: "vpc-x" }));
    assert.deepEqual(lab.account.everything(), before);
  });

  it("takes the region that a resource asks for", () => {
    const lab = new Lab();
    const eip = lab.eip({ region: "eu-west-1" });
    assert.equal(lab.state(eip)["region"], "eu-west-1");
    assert.deepEqual(lab.account.all(EIP, "us-east-1"), []);
    assert.equal(lab.account.all(EIP, "eu-west-1").length, 1);
  });

  it("lets what belongs to no region refer to something in any", () => {
    const lab = new Lab("eu-west-1");
    const vpcs = [{ vpcId: lab.vpc().id }];
    assert.ok(lab.make(HOSTED_ZONE, { name: "example.com", vpcs }));
  });

  it("makes anew what AWS keeps for another resource", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const [main] = lab.account.all(ROUTE_TABLE);
    assert.ok(main);
    lab.account.remove(main);
    assert.deepEqual(
      lab.account.all(ROUTE_TABLE).map(({ id, companionOf }) => [id, companionOf]),
      [[main.id, vpc.id]],
    );
  });

  it("fails to change what is not there", () => {
    const lab = new Lab();
    const table = lab.routeTable(lab.vpc());
    lab.account.remove(table);
    assert.throws(() => lab.change(table, { tags: {} }), {
      message: `updating EC2 Route Table (${table.id}): operation error EC2: ModifyRouteTableAttribute, api error InvalidRouteTableID.NotFound: The routeTable ID '${table.id}' does not exist`,
    });
  });

  it("has what AWS changes by itself", () => {
    const lab = new Lab();
    const eip = lab.eip();
    lab.account.revise(eip, { publicIp: "203.0.113.99" });
    const now = lab.account.read(eip)!;
    assert.equal(now.outputs["publicIp"], "203.0.113.99");
    assert.deepEqual({ ...now.outputs, publicIp: "" }, { ...eip.outputs, publicIp: "" });
  });

  it("forgets references together with the resource that had them", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const subnet = lab.subnet(vpc);
    assert.deepEqual(lab.account.referring(vpc.id, SUBNET), [subnet]);
    lab.account.remove(subnet);
    assert.deepEqual(lab.account.referring(vpc.id, SUBNET), []);
    lab.account.remove(vpc);
    assert.deepEqual(lab.account.all(ROUTE_TABLE), []);
  });
});

describe("Account in a file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-account-"));
    file = join(folder, "account.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the same when it is opened again", async () => {
    const account = await Account.open(file);
    const vpc = account.create(VPC, "us-east-1", { cidrBlock: "10.0.0.0/16" });
    const gone = account.create(EIP, "us-east-1", {});
    const eip = account.create(EIP, "us-east-1", { tags: { a: "b" } });
    account.update(vpc, { cidrBlock: "10.0.0.0/16", tags: { c: "d" } });
    account.remove(gone);
    const before = account.everything();
    await account.close();

    const again = await Account.open(file);
    assert.deepEqual(again.everything(), before);
    assert.equal(again.state(eip)["publicIp"], "203.0.113.2");
    assert.equal(again.create(EIP, "us-east-1", {}).outputs["publicIp"], "203.0.113.3");
    await again.close();
  });

  it("grows by each change once, however many there are", async () => {
    const account = await Account.open(file);
    const sizes = [1, 2, 3].map(() => {
      const before = readFileSync(file).length;
      Array.from({ length: 100 }, () => account.create(EIP, "us-east-1", {}));
      return readFileSync(file).length - before;
    });
    assert.ok(Math.max(...sizes) < 1.1 * Math.min(...sizes), sizes.join());
    await account.close();
  });

  it("keeps what it answered when its process is killed", async () => {
    const script = `
      const { Account } = require("./simulator/account");
      void Account.open(process.argv[1]).then((account) => {
        const { id } = account.create("${EIP}", "us-east-1", {});
        process.stdout.write(id, () => process.kill(process.pid, "SIGKILL"));
      });`;
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", script, file]);
    let id = "";
    child.stdout.on("data", (some: Buffer) => (id += some.toString()));
    const [, signal] = (await once(child, "close")) as [number | null, string];
    assert.equal(signal, "SIGKILL");
    utimesSync(`${file}.lock`, 0, 0);
    const account = await Account.open(file);
    assert.deepEqual(
      account.all(EIP).map((eip) => eip.id),
      [id],
    );
    await account.close();
  });
});
