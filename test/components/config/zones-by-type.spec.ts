import assert from "node:assert/strict";
import { readConfig } from "../../../components/config/read-config";
import program from "../../../index";
import { companyAccount } from "../../support/company-account";
import { SUBNET } from "../../../simulator/model/tokens";
import { frontDoor } from "../../support/program";
import { readGoodConfig, runWith } from "./read-under-mocks";
import type { Given } from "./wrong-configs";
import { LOOKUPS } from "./wrong-configs/wrong-config";

/** The letters of the zones that a stack gets. */
async function letters(availabilityZones: number, given: Given = {}): Promise<string> {
  const { network } = await readGoodConfig({
    ...given,
    config: frontDoor({ network: { cidr: "10.20.0.0/16", availabilityZones }, ...given.config }),
  });
  return network.availabilityZones.map((zone) => zone.slice(-1)).join("");
}

describe("The zones of a stack that names only how many", () => {
  it("are the first that offer its instance types", async () => {
    assert.equal(await letters(3), "abc");
    assert.equal(await letters(5), "abcdf");
    assert.equal(await letters(2, { region: "us-west-1" }), "ac");
  });

  it("are any, if there are no instances or if all zones offer their types", async () => {
    assert.equal(
      await letters(5, { config: { entry: { kind: "none" }, backend: "", dns: "" } }),
      "abcde",
    );
    const instanceType = "t2.small";
    const old = {
      entry: { kind: "haproxy", instanceType },
      backend: { live: "blue", blue: { cidr: "10.30.0.0/16", instanceType } },
    };
    assert.equal(await letters(5, { config: old }), "abcde");
  });

  const inZones = (...subnets: string[]): Given => ({
    aws: {
      [LOOKUPS.state]: {
        outputs: Object.fromEntries(
          subnets.map((letter) => [
            `urn:pulumi:dev::holdfast::aws:ec2/subnet:Subnet::network-public-${letter}`,
            { type: SUBNET, outputs: { availabilityZone: `us-east-1${letter}` } },
          ]),
        ),
      },
    },
  });

  it("stay those that it is in", async () => {
    assert.equal(await letters(2, inZones("b", "f")), "bf");
    assert.equal(await letters(3, inZones("b", "f")), "abf");
  });

  it("are the first while the stack's state cannot be read", async () => {
    const aws = { [LOOKUPS.state]: new Error("no state") };
    const { error } = await runWith(readConfig, {
      config: frontDoor({ network: { cidr: "10.20.0.0/16", availabilityZones: 5 } }),
      aws,
    });
    assert.match(error?.message ?? "", /is not offered in us-east-1e/);
  });

  it("let EC2 launch every instance", async () => {
    const account = companyAccount();
    const { error } = await runWith(program, {
      account,
      config: frontDoor({ network: { cidr: "10.20.0.0/16", availabilityZones: 5 } }),
    });
    assert.equal(error?.message, undefined);
    const zones = account.all(SUBNET).map(({ inputs }) => inputs["availabilityZone"]);
    assert.equal(new Set(zones).size, 5);
  });

  it("are not checked where the caller may not ask, and a warning says so", async () => {
    const token = "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings";
    const refusal = new Error("operation error EC2, api error UnauthorizedOperation: not you");
    const { value } = await runWith(readConfig, {
      config: frontDoor(),
      aws: { [token]: refusal },
    });
    assert.match(
      value?.addresses.notices.join() ?? "",
      /^the instance types that the zones offer could not be checked .*: UnauthorizedOperation: not you$/,
    );
  });
});
