import assert from "node:assert/strict";
import type { Resource } from "../../stack/resource";
import { PROGRAM_VARIANTS, recordProgram } from "../support/program";
import { type Finding, checkInputs } from "./check-inputs";
import { PLANTED } from "./planted";

/*
 * What is sent to AWS, against what AWS publishes of it: the resource schemas of CloudFormation and the models of
 * its APIs. Not in `npm test`, as they come from PyPI. test/engine/inputs.long.spec.ts has every example stack.
 */

const resource = (name: string, type: string, inputs: object): Resource => ({
  name,
  type,
  urn: `urn:pulumi:test::test::${type}::${name}`,
  inputs: { ...inputs },
});

/** Names that several of the resources here have. */
const isShared = ({ rule }: Finding): boolean => rule === "cfn-lint E3019";

/** Variants of the program that have types of resources which no example stack has. */
const VARIANTS = [
  "a HAProxy front door by traffic policy, with both colours in one VPC",
  "an NLB in front of an ALB, with access logs",
  "an NLB that follows names, in a migration",
  "tasks on Fargate without NAT",
  "a public jumpbox and an internal host",
  "flow logs",
] as const;

describe("inputs, as AWS publishes what it takes", function () {
  this.timeout(300_000);

  let found: Finding[];
  before(async () => {
    const all = PLANTED.flatMap(({ title, type, inputs, mistake }) => [
      resource(`without ${title}`, type, inputs),
      resource(title, type, { ...inputs, ...mistake }),
    ]);
    found = (await checkInputs(all, "us-east-1")).filter((one) => !isShared(one));
  });

  for (const { title } of PLANTED) {
    it(`refuses ${title}`, () => {
      assert.notDeepEqual(
        found.filter(({ resource: name }) => name === title),
        [],
      );
    });
  }

  it("accepts the same resources without the mistakes", () => {
    assert.deepEqual(
      found.filter(({ resource: name }) => name.startsWith("without ")),
      [],
    );
  });

  for (const variant of VARIANTS) {
    it(`accepts ${variant}`, async () => {
      const { resources } = await recordProgram(PROGRAM_VARIANTS[variant]!);
      const custom = resources.filter(({ type }) => type.startsWith("aws:"));
      assert.deepEqual(await checkInputs(custom, "us-east-1"), []);
    });
  }
});
