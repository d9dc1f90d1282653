import assert from "node:assert/strict";
import type { AccountAddress } from "../../../components/config/region-facts";
import {
  selectZones,
  unanswered,
  validateAdopted,
  validateEndpoints,
  validateZones,
} from "../../../components/config/validate-region";

const REGION = "us-west-1";
const HAS = ["us-west-1a", "us-west-1c"];

describe("validateZones", () => {
  it("accepts what the region has", () => {
    assert.deepEqual(validateZones(2, HAS, REGION), []);
    assert.deepEqual(validateZones(["us-west-1c", "us-west-1a"], HAS, REGION), []);
  });

  it("fails when more zones are wanted than have a place in the subnet plan", () => {
    const [problem] = validateZones(3, [...HAS, "us-west-1i"], REGION);
    assert.equal(problem?.remedy, "write at most 2");
  });

  it("fails for each zone that the region lacks", () => {
    const wanted = ["us-west-1b", "us-west-1c", "us-west-1d"];
    assert.deepEqual(
      validateZones(wanted, HAS, REGION).map(({ path }) => path),
      ["network.availabilityZones[0]", "network.availabilityZones[2]"],
    );
  });
});

describe("selectZones", () => {
  it("takes the first so many by name, or those listed, sorted", () => {
    assert.deepEqual(selectZones(2, ["us-west-1i", "us-west-1c", "us-west-1a", "us-west-1b"]), [
      "us-west-1a",
      "us-west-1b",
    ]);
    assert.deepEqual(selectZones(["us-west-1c", "us-west-1a"], HAS), HAS);
  });
});

describe("validateEndpoints", () => {
  const ask = (service: string, zones: readonly string[] | string) => [
    {
      path: "network.egress.interfaceEndpoints[0]",
      service,
      type: "Interface" as const,
      zones: typeof zones === "string" ? { error: zones } : { value: zones },
    },
  ];
  const remedyOf = (service: string, zones: readonly string[] | string) =>
    validateEndpoints(ask(service, zones), HAS, REGION)[0]?.remedy;

  it("accepts a service that all zones of the stack offer", () => {
    assert.equal(remedyOf("ssm", [...HAS, "us-west-1b"]), undefined);
  });

  it("fails when a service is unknown, and guesses which one was meant", () => {
    for (const error of [
      "no matching EC2 VPC Endpoint Service found",
      "api error InvalidServiceName: The Vpc Endpoint Service 'x' does not exist",
    ]) {
      assert.equal(
        remedyOf("secretmanager", error),
        "did you mean secretsmanager? Else take it out of the list",
      );
      assert.equal(remedyOf("ec2messages", error), "take it out of the list");
    }
  });

  it("fails when a service is missing in one zone only", () => {
    const [problem] = validateEndpoints(ask("ssm", ["us-west-1a"]), HAS, REGION);
    assert.equal(problem?.problem, "is not offered in us-west-1c, only in us-west-1a");
  });
});

describe("validateAdopted", () => {
  const STACK = "holdfast/dev";
  const check = (address: Partial<AccountAddress>) =>
    validateAdopted(
      [
        {
          key: "egress-a",
          allocationId: "eipalloc-11111111",
          address: { value: { publicIp: "203.0.113.7", domain: "vpc", tags: {}, ...address } },
        },
      ],
      STACK,
      REGION,
    ).map(({ problem }) => problem);
  const ours = { "holdfast:stack": STACK, "holdfast:key": "egress-a" };

  it("accepts an address that is free, or in use by this stack under the same key", () => {
    assert.deepEqual(check({ tags: { owner: "me" } }), []);
    assert.deepEqual(check({ tags: ours, associatedWith: "eni-1" }), []);
  });

  it("accepts an address whose tags this stack had no time to complete", () => {
    assert.deepEqual(check({ tags: { "holdfast:stack": STACK } }), []);
  });

  it("fails when another stack has tagged the address, used or not", () => {
    const tags = { ...ours, "holdfast:stack": "holdfast/prod" };
    for (const use of [{}, { associatedWith: "eni-1" }]) {
      assert.deepEqual(check({ tags, ...use }), [
        "(203.0.113.7) belongs to the stack holdfast/prod",
      ]);
    }
  });
});

describe("unanswered", () => {
  const gist = (error: string) =>
    unanswered("network", 1, error).problem.replace(/^could not be checked: /, "");

  it("says what AWS said, without the layers around it", () => {
    assert.equal(
      gist(
        "invocation of aws:ec2/getEips:getEips returned an error: invoking aws:ec2/getEips:getEips: 1 error occurred:\n\t* reading EC2 EIPs: operation error EC2: DescribeAddresses, https response error StatusCode: 400, RequestID: 1, api error RequestExpired: Request has expired.\n\n",
      ),
      "RequestExpired: Request has expired.",
    );
    assert.equal(gist("2 UNKNOWN: unable to reach\n  AWS"), "unable to reach AWS");
  });
});
