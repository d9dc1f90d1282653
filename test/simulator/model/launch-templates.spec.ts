import assert from "node:assert/strict";
import { instanceInputs, instanceTags, versionOf } from "../../../simulator/model/launch-templates";
import { LAUNCH_TEMPLATE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const template = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LAUNCH_TEMPLATE, { name: "node", instanceType: "t4g.small", ...inputs });

const typeIn = (stored: Stored, version: string) =>
  versionOf(stored, version)?.content["instanceType"];

describe("LaunchTemplate", () => {
  it("keeps every version, of which the first one stays the default", () => {
    const lab = new Lab();
    const changed = lab.change(template(lab), { instanceType: "t4g.large" });
    const { latestVersion, defaultVersion } = lab.state(changed);
    assert.deepEqual([latestVersion, defaultVersion], [2, 1]);
    assert.deepEqual(
      ["1", "2", "$Latest", "$Default", "3"].map((version) => typeIn(changed, version)),
      ["t4g.small", "t4g.large", "t4g.large", "t4g.small", undefined],
    );
  });

  it("makes the newest version the default when told so", () => {
    const lab = new Lab();
    const first = template(lab, { updateDefaultVersion: true });
    const changed = lab.change(first, { instanceType: "t4g.large" });
    assert.equal(lab.state(changed)["defaultVersion"], 2);
  });

  it("has no new version when only its tags change", () => {
    const lab = new Lab();
    assert.equal(lab.state(lab.change(template(lab), { tags: { a: "b" } }))["latestVersion"], 1);
  });

  it("does not show its versions as outputs", () => {
    const lab = new Lab();
    assert.deepEqual(
      Object.keys(lab.state(template(lab))).filter((key) => key.startsWith("$")),
      [],
    );
  });

  it("tells an instance its profile, groups and whether it has a public address", () => {
    const content: Values = {
      imageId: "ami-12345678",
      iamInstanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/node" },
      networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: ["sg-1"] }],
      tagSpecifications: [
        { resourceType: "volume", tags: { a: "1" } },
        { resourceType: "instance", tags: { a: "2" } },
      ],
    };
    const inputs = instanceInputs(content, "us-east-1");
    assert.equal(inputs["iamInstanceProfile"], "node");
    assert.deepEqual(inputs["vpcSecurityGroupIds"], ["sg-1"]);
    assert.equal(inputs["associatePublicIpAddress"], true);
    assert.deepEqual(instanceTags(content), { a: "2" });
  });

  refuses([
    [
      "its instance type is unknown",
      (lab) => template(lab, { instanceType: "t4g.tiny" }),
      'instanceType: InvalidInstanceType: t4g comes in nano, micro, small, medium, large, xlarge, 2xlarge, not as "t4g.tiny"',
    ],
    [
      "its user data is over 16 KiB",
      (lab) => template(lab, { userData: Buffer.alloc(16385).toString("base64") }),
      "userData: User data is limited to 16384 bytes before encoding, got 16385",
    ],
    [
      "its user data is not encoded",
      (lab) => template(lab, { userData: "#!/bin/sh" }),
      "userData: InvalidUserData.Malformed: Invalid BASE64 encoding of user data",
    ],
    [
      "security groups are given twice over",
      (lab) => template(lab, { vpcSecurityGroupIds: [], networkInterfaces: [{}] }),
      "vpcSecurityGroupIds: InvalidParameterCombination: Network interfaces and instance-level security groups may not be specified on the same request: name the security groups in networkInterfaces",
    ],
    [
      "its name is taken",
      (lab) => {
        template(lab);
        template(lab);
      },
      "creating EC2 Launch Template: operation error EC2: CreateLaunchTemplate, api error InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
    ],
    [
      "its instance profile does not exist",
      (lab) => template(lab, { iamInstanceProfile: { name: "none" } }),
      "creating EC2 Launch Template: operation error EC2: CreateLaunchTemplate, api error NoSuchEntity: Instance Profile none cannot be found.",
    ],
  ]);
});
