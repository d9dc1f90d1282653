import assert from "node:assert/strict";
import { INSTANCE, SUBNET } from "../../../simulator/model/tokens";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { group, template } from "./auto-scaling-lab";

describe("Group", () => {
  it("takes its instances along when it is deleted, and holds its subnets until then", () => {
    const lab = new Lab();
    const web = group(lab);
    const [subnet] = lab.account.all(SUBNET);
    assert.throws(() => lab.account.remove(subnet!), /has dependencies and cannot be deleted/);
    lab.account.remove(web);
    assert.deepEqual(lab.account.all(INSTANCE), []);
    lab.account.remove(subnet!);
  });

  it("has no tags by key", () => {
    const lab = new Lab();
    assert.equal("tagsAll" in lab.state(group(lab)), false);
  });

  const creating =
    "creating Auto Scaling Group: operation error Auto Scaling: CreateAutoScalingGroup, api error";
  refuses([
    [
      "its minimum is above its maximum",
      (lab) => group(lab, { minSize: 5, desiredCapacity: undefined }),
      "minSize: Min size must not be above max size: got 5 and 4",
    ],
    [
      "its desired capacity is out of bounds",
      (lab) => group(lab, { desiredCapacity: 9 }),
      "desiredCapacity: Desired capacity 9 must not be above max size 4",
    ],
    [
      "its desired capacity is below its minimum",
      (lab) => group(lab, { minSize: 2, desiredCapacity: 1 }),
      "desiredCapacity: Desired capacity 1 must not be below min size 2",
    ],
    [
      "the version of its launch template does not exist",
      (lab) => {
        const { id } = template(lab);
        group(lab, { launchTemplate: { id, version: "7" } }, template(lab, { name: "other" }));
      },
      `${creating} ValidationError: You must use a valid fully-formed launch template. The specified launch template version 7 of lt-* does not exist`,
    ],
    [
      "its launch template names no image",
      (lab) => group(lab, {}, template(lab, { imageId: undefined })),
      `${creating} ValidationError: You must use a valid fully-formed launch template. The launch template lt-* names no imageId`,
    ],
    [
      "it names no launch template",
      (lab) => group(lab, { launchTemplate: { version: "1" } }),
      "launchTemplate: exactly one of launchTemplate.id and launchTemplate.name must be given",
    ],
    [
      "a tag is given twice",
      (lab) => {
        const tag = { key: "a", value: "b", propagateAtLaunch: true };
        group(lab, { tags: [tag, tag] });
      },
      "tags: the tag a is given more than once",
    ],
    [
      "a security group of its template is of another VPC than its subnets",
      (lab) => {
        const other = lab.securityGroup(lab.vpc({ cidrBlock: "10.9.0.0/16" }));
        group(lab, {}, template(lab, { vpcSecurityGroupIds: [other.id] }));
      },
      `${creating} InvalidParameter: Security group sg-* and subnet subnet-* belong to different networks.`,
    ],
  ]);
});
