import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { type Values, text } from "../../../simulator/model/values";

const ask = (name: string, inputs: Values = {}, region = "us-east-1"): Values =>
  Account.inMemory().lookUp(`aws:index/${name}:${name}`, region, inputs);

const image = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
const parameter = (name: string, region = "us-east-1"): Values =>
  Account.inMemory().lookUp("aws:ssm/getParameter:getParameter", region, { name });

describe("Lookups", () => {
  it("name the zones of a region with their ids", () => {
    const { names, zoneIds } = ask("getAvailabilityZones", { state: "available" }, "eu-west-1");
    assert.deepEqual(names, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(zoneIds, ["euw1-az1", "euw1-az2", "euw1-az3"]);
  });

  it("leave zones out and filter them", () => {
    const filters = [{ name: "zone-name", values: ["*a", "*b"] }];
    const { names } = ask("getAvailabilityZones", { filters, excludeNames: ["us-east-1a"] });
    assert.deepEqual(names, ["us-east-1b"]);
    const local = [{ name: "zone-type", values: ["local-zone"] }];
    assert.deepEqual(ask("getAvailabilityZones", { filters: local })["names"], []);
  });

  it("know the region, the account and the partition", () => {
    assert.equal(ask("getRegion", {}, "eu-central-1")["description"], "Europe (Frankfurt)");
    assert.equal(ask("getRegion", { region: "eu-west-1" })["name"], "eu-west-1");
    assert.equal(ask("getCallerIdentity")["accountId"], "123456789012");
    assert.equal(ask("getPartition")["dnsSuffix"], "amazonaws.com");
    assert.ok((ask("getRegions")["names"] as string[]).includes("il-central-1"));
  });

  it("give an image for each processor and region, always the same", () => {
    assert.match(text(parameter(image)["value"]), /^ami-0[0-9a-f]{16}$/);
    assert.equal(parameter(image)["value"], parameter(image)["value"]);
    const others = [parameter(image.replace("arm64", "x86_64")), parameter(image, "eu-west-1")];
    assert.equal(new Set([parameter(image), ...others].map(({ value }) => value)).size, 3);
  });

  it("know the default quota of rules in a security group", () => {
    const token = "aws:servicequotas/getServiceQuota:getServiceQuota";
    const quota = (quotaCode: string) =>
      Account.inMemory().lookUp(token, "us-east-1", { serviceCode: "vpc", quotaCode });
    assert.equal(quota("L-0EA8095F")["value"], 60);
    assert.throws(() => quota("L-0"), /^Error: quota L-0 of vpc is not modelled/);
  });

  it("fails when a parameter is none of the known ones", () => {
    assert.throws(() => parameter("/my/own"), {
      message:
        "reading SSM Parameter (/my/own): couldn't find resource; of parameters, only the public ones of Amazon Linux 2023 are modelled: see simulator/model/lookups.ts",
    });
  });

  it("fails when a region is not modelled", () => {
    assert.throws(() => ask("getAvailabilityZones", {}, "mars-1"), {
      message: /^region "mars-1" is not modelled by the simulator: use one of af-south-1, /,
    });
  });

  it("fails when a lookup is not modelled, and names the file to add it to", () => {
    assert.throws(() => ask("getArn"), {
      message:
        "lookup aws:index/getArn:getArn is not modelled by the simulator: add it to simulator/model/lookups.ts",
    });
    assert.throws(() => Account.inMemory().lookUp("aws:ec2/getAmi:getAmi", "us-east-1", {}), {
      message:
        "lookup aws:ec2/getAmi:getAmi is not modelled by the simulator: add it to simulator/model/ec2-lookups.ts",
    });
  });
});
