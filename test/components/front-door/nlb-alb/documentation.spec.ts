import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { followerPolicy } from "../../../../components/front-door/nlb/follower/follower-policy";
import { testPort } from "../../../../components/front-door/web-alb/test-ports";

const read = (file: string) => readFileSync(join(__dirname, "../../../..", file), "utf8");

const at = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;

describe("documentation of the NLB front door", () => {
  it("shows the policy of the function as it is", () => {
    const [, shown = "null"] = /```json\n([^]*?)```/.exec(read("docs/nlb-alb.md")) ?? [];
    assert.deepEqual(
      JSON.parse(shown),
      followerPolicy({
        targetGroupArns: [
          at("elasticloadbalancing", "targetgroup/entry-blue-80-1a2b3c4/0123456789abcdef"),
        ],
        bucketArn: "arn:aws:s3:::entry-follower-1a2b3c4",
        logGroupArn: at("logs", "log-group:entry-follower-1a2b3c4"),
        deadLetterQueueArn: at("sqs", "entry-follower-1a2b3c4"),
      }),
    );
  });

  it("names the ports that colours are checked by", () => {
    const text = `(${testPort("blue")} blue, ${testPort("green")} green`;
    assert.ok(read("docs/nlb-alb.md").includes(text), text);
  });

  it("names every setting of the function", () => {
    const settings = /\| name +\| what[^]*?\*\//.exec(
      read("lambda/follow-addresses/settings.ts"),
    )![0];
    const names = [...settings.matchAll(/^ \* \| ([A-Z][A-Z0-9_]+) /gm)].map(([, name]) => name!);
    assert.ok(names.length >= 10);
    const told = read("docs/nlb-alb.md");
    assert.deepEqual(
      names.filter((name) => !told.includes(`| \`${name}\` `)),
      [],
    );
  });
});
