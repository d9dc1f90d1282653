import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import type { Stored } from "../../../simulator/model/resource";
import { WEB_ACL, WEB_ACL_ASSOCIATION } from "../../../simulator/model/tokens";
import { text } from "../../../simulator/model/values";
import { refuses } from "../refuses";
import { alb, nlb, twoZones } from "./balancing-lab";

const VISIBILITY = {
  cloudwatchMetricsEnabled: true,
  metricName: "shop",
  sampledRequestsEnabled: true,
};

const webAcl = (lab: Lab, name = "shop", scope = "REGIONAL"): Stored =>
  lab.make(WEB_ACL, {
    name,
    scope,
    defaultAction: { allow: {} },
    visibilityConfig: VISIBILITY,
  });

const arnOf = ({ outputs }: Stored): string => text(outputs["arn"]);

const associate = (lab: Lab, balancer: Stored, acl: Stored | string): Stored =>
  lab.make(WEB_ACL_ASSOCIATION, {
    resourceArn: balancer.id,
    webAclArn: typeof acl === "string" ? acl : arnOf(acl),
  });

const associated = (lab: Lab): unknown[] =>
  lab.account.all(WEB_ACL_ASSOCIATION).map(({ inputs }) => inputs["webAclArn"]);

describe("WebAcl and WebAclAssociation", () => {
  it("have ARNs with the scope, and the id of both", () => {
    const lab = new Lab();
    const acl = webAcl(lab);
    const place = "arn:aws:wafv2:us-east-1:123456789012";
    assert.equal(arnOf(acl), `${place}:regional/webacl/shop/${acl.id}`);
    const foreign = webAcl(lab, "edge", "CLOUDFRONT");
    assert.equal(arnOf(foreign), `${place}:global/webacl/edge/${foreign.id}`);
    const balancer = alb(lab, twoZones(lab));
    assert.equal(associate(lab, balancer, acl).id, `${arnOf(acl)},${balancer.id}`);
  });

  it("are one for each load balancer: another web ACL takes its place", () => {
    const lab = new Lab();
    const balancer = alb(lab, twoZones(lab));
    const [one, other] = [webAcl(lab), webAcl(lab, "next")];
    associate(lab, balancer, one);
    associate(lab, balancer, one);
    associate(lab, balancer, other);
    assert.deepEqual(associated(lab), [arnOf(other)]);
    lab.account.remove(one);
  });

  it("end by the load balancer, whichever web ACL that has by then", () => {
    const lab = new Lab();
    const balancer = alb(lab, twoZones(lab));
    const before = associate(lab, balancer, webAcl(lab));
    associate(lab, balancer, webAcl(lab, "next"));
    lab.account.remove(before);
    assert.deepEqual(associated(lab), []);
  });

  it("end with the load balancer", () => {
    const lab = new Lab();
    const balancer = alb(lab, twoZones(lab));
    associate(lab, balancer, webAcl(lab));
    lab.account.remove(balancer);
    assert.deepEqual(associated(lab), []);
  });

  const creating = "creating WAFv2 WebACL Association: operation error WAFV2: AssociateWebACL";
  const nowhere = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/none/0123abcd";
  const edge = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/0123abcd";
  refuses([
    [
      "the web ACL does not exist",
      (lab) => associate(lab, alb(lab, twoZones(lab)), nowhere),
      `${creating}, api error WAFNonexistentItemException: AWS WAF couldn\u2019t perform the operation because your resource doesn\u2019t exist.`,
    ],
    [
      "the web ACL is one of CloudFront",
      (lab) => associate(lab, alb(lab, twoZones(lab)), edge),
      `${creating}, api error WAFInvalidParameterException: Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: WEB_ACL_ARN, parameter: ${edge}`,
    ],
    [
      "a web ACL is deleted that a load balancer has",
      (lab) => {
        const acl = webAcl(lab);
        associate(lab, alb(lab, twoZones(lab)), acl);
        try {
          lab.account.remove(acl);
        } catch (error) {
          throw new Error((error as Error).message.replace(acl.id, "*"), { cause: error });
        }
      },
      "deleting WAFv2 WebACL (*): operation error WAFV2: DeleteWebACL, api error WAFAssociatedItemException: AWS WAF couldn\u2019t perform the operation because your resource is being used by another resource or it\u2019s associated with another resource.",
    ],
  ]);

  it("fails for an NLB, which can have none", () => {
    const lab = new Lab();
    assert.throws(
      () => associate(lab, nlb(lab, twoZones(lab)), webAcl(lab)),
      /WAFInvalidParameterException: .*field: RESOURCE_ARN/,
    );
  });
});
