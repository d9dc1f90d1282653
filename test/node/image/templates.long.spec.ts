import assert from "node:assert/strict";
import { REQUIRED, packer } from "../../../bench/labs/image/packer";

/** What a stack may give, by what it is for. */
const GOOD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "the required variables": {},
  Graviton: { architecture: "arm64" },
  x86: { architecture: "x86_64" },
  "a pinned release": { release: "2023.9.20251110.1" },
  "another kernel": { kernel: "6.18" },
  "pinned versions": { versions: '{"haproxy":"2.8.3-1.amzn2023.0.2"}' },
  "tags, a name and a hash": { tags: '{"owner":"platform"}', name: "edge", hash: "0123456789ab" },
};

const WRONG: readonly [what: string, Readonly<Record<string, string>>, RegExp][] = [
  ["no subnet", { region: "eu-west-1" }, /Unset variable "subnet_id"/],
  ["no region", { subnet_id: "subnet-0a" }, /Unset variable "region"/],
  ["a VPC for a subnet", { ...REQUIRED, subnet_id: "vpc-0a" }, /must be the id of a subnet/],
  ["another architecture", { ...REQUIRED, architecture: "amd64" }, /must be arm64 or x86_64/],
  ["another release", { ...REQUIRED, release: "2" }, /must be one of Amazon Linux 2023/],
  ["another kernel", { ...REQUIRED, kernel: "default" }, /must be one of Amazon Linux 2023/],
  ["an unknown variable", { ...REQUIRED, regions: "x" }, /Undefined .*variable/],
];

/**
 * Not in every run: Packer is built from its Go modules first, six minutes on a new machine, and only a change
 * in node/image/ can make these fail.
 */
describe("The templates of node/image/", () => {
  for (const [what, variables] of Object.entries(GOOD)) {
    it(`are valid with ${what}`, async () => {
      const { status, text } = await packer("validate", { ...REQUIRED, ...variables });
      assert.match(text, /The configuration is valid/);
      assert.equal(status, 0, text);
    });
  }

  for (const [what, variables, message] of WRONG) {
    it(`refuse ${what}`, async () => {
      const { status, text } = await packer("validate", variables);
      assert.equal(status, 1, text);
      assert.match(text, message);
    });
  }

  it("tell what they take and what they build", async () => {
    const { text } = await packer("inspect", { ...REQUIRED, architecture: "x86_64" });
    assert.match(text, /^var\.architecture: "x86_64"$/m);
    assert.match(text, /^var\.release: "2023\.\*"$/m);
    assert.match(text, /sources:\s+amazon-ebs\.node\s+null\.root/);
  });

  it("are formatted as Packer formats them", async () => {
    const { status, text } = await packer("fmt", {}, "-check", "-diff");
    assert.equal(status, 0, text);
  });
});
