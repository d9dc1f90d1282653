import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as program from "./index";

interface Resource {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Runs the program without the engine and without AWS: the mocks answer in their place. */
async function runProgram() {
  const resources: Resource[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }: Resource & { readonly name: string }) => {
      resources.push({ type, inputs });
      // What AWS computes, and the program or the components read.
      const computed = { arn: `arn:aws:test:::${name}`, allocationId: `eipalloc-${name}` };
      const publicIp = `203.0.113.${2 * resources.length}`; // neighbours would be one CIDR block
      return { id: `${name}-id`, state: { ...inputs, ...computed, publicIp } };
    },
    // Look-ups, such as that of the prefix list of Route 53's health checkers.
    call: () => ({ id: "found" }),
  });
  const { allowList } = (await import("./index.js")) as typeof program;
  const allowed = await new Promise<string[]>((resolve) => allowList.apply(resolve));
  await pulumi.runtime.disconnect(); // waits until everything is registered
  return { resources, allowed };
}

describe("the front door", () => {
  let resources: Resource[];
  let allowed: string[];
  before(async () => {
    ({ resources, allowed } = await runProgram());
  });

  const inputsOf = (type: string) =>
    resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);

  it("has a node in each zone, in a group of exactly one", () => {
    const groups = inputsOf("aws:autoscaling/group:Group");
    assert.equal(groups.length, 2);
    for (const { minSize, maxSize } of groups) assert.deepEqual([minSize, maxSize], [1, 1]);
  });

  it("has as many fixed addresses as nodes, all in the allow-list", () => {
    assert.equal(inputsOf("aws:ec2/eip:Eip").length, 2);
    assert.equal(allowed.length, 2);
    for (const cidr of allowed) assert.match(cidr, /^203\.0\.113\.\d+\/32$/);
  });

  it("admits the internet on 443 and to path MTU discovery only", () => {
    const rules = inputsOf("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const open = rules.filter(({ cidrIpv4 }) => cidrIpv4 === "0.0.0.0/0");
    const admitted = open.map(({ ipProtocol, fromPort, toPort }) => [ipProtocol, fromPort, toPort]);
    // ICMP type 3 code 4 tells the node of a smaller MTU on the way.
    assert.deepEqual(admitted.sort(), [
      ["icmp", 3, 4],
      ["tcp", 443, 443],
    ]);
  });
});
