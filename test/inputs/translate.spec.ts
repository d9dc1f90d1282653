import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../stack/resource";
import { frontDoor, recordProgram } from "../support/program";
import { translate } from "./check-inputs";
import { documentedProblems } from "./documented";
import { PLANTED } from "./planted";

const resource = (type: string, inputs: object): Resource => ({
  name: "one",
  type,
  urn: `urn:pulumi:test::test::${type}::one`,
  inputs: { ...inputs },
});

describe("inputs as AWS's schemas name them", () => {
  it("are those of every resource of a stack", async () => {
    const { resources } = await recordProgram(frontDoor());
    const { translated, names } = translate(resources);
    assert.ok(names.size > 100);
    assert.ok(translated.requests.length > 100);
  });

  it("have AWS's words, and no input of the provider's own", () => {
    const { translated } = translate([
      resource("aws:lb/targetGroup:TargetGroup", {
        name: "web",
        port: 443,
        preserveClientIp: "false",
        healthCheck: { matcher: "200" },
        tags: { Name: "web" },
        tagsAll: { Name: "web" },
      }),
    ]);
    const { Type, Properties } = translated.resources["R0"]!;
    assert.equal(Type, "AWS::ElasticLoadBalancingV2::TargetGroup");
    assert.deepEqual(Properties, {
      Name: "web",
      Port: 443,
      Matcher: { HttpCode: "200" },
      TargetGroupAttributes: [{ Key: "preserve_client_ip.enabled", Value: "false" }],
      Tags: [{ Key: "Name", Value: "web" }],
    });
  });

  it("have AWS's spelling of a web ACL", () => {
    const { translated } = translate([
      resource("aws:wafv2/webAclAssociation:WebAclAssociation", {
        resourceArn: "arn:alb",
        webAclArn: "arn:acl",
      }),
    ]);
    assert.deepEqual(translated.resources["R0"], {
      Type: "AWS::WAFv2::WebACLAssociation",
      Properties: { ResourceArn: "arn:alb", WebACLArn: "arn:acl" },
    });
  });

  it("fail for a type that is not translated", () => {
    assert.throws(() => translate([resource("aws:rds/cluster:Cluster", {})]), {
      message: "aws:rds/cluster:Cluster is missing in test/inputs/types",
    });
  });

  it("are checked by as many mistakes as the document says", () => {
    const page = readFileSync(join(__dirname, "../../docs/conformance.md"), "utf8");
    assert.match(page, new RegExp(`\\b${PLANTED.length}\\s+mistakes`));
  });

  it("are checked against limits that only AWS's documents have", () => {
    const refused = PLANTED.filter(({ type, inputs, mistake }) => {
      const right = resource(type, inputs);
      return (
        documentedProblems([right]).length === 0 &&
        documentedProblems([right, resource(type, { ...inputs, ...mistake })]).length > 0
      );
    });
    assert.deepEqual(
      refused.map(({ title }) => title),
      [
        "a hop limit of 100",
        "a template's name with a space",
        "a name of 33 characters",
        "a request interval of 15 seconds",
        "a parameter's name with a space",
        "ports the other way round",
        "an endpoint service that does not exist",
        "a healthy minimum above the maximum",
        "a second listener on the port",
        "user data of more than 16 KiB",
      ],
    );
  });
});
