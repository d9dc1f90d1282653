import assert from "node:assert/strict";
import { INSTANCE, ROUTE } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { addressPair } from "../support/program";
import { TestStack, changes } from "../support/test-stack";

describe("ten pairs from one list", () => {
  const NAMES = Array.from({ length: 10 }, (_, index) => `app-${index}`);
  const pairs = (change: Readonly<Record<string, object>> = {}) =>
    addressPair(
      {
        virtualAddress: undefined,
        backends: undefined,
        default: undefined,
        configSource: "s3",
        pairs: Object.fromEntries(
          NAMES.map((name, index) => [
            name,
            {
              virtualAddress: `172.31.255.${index + 10}`,
              backends: { app: { host: `${name}.example.com`, port: 8080 } },
              rules: [{ path: `/${name}`, to: "app" }],
              ...change[name],
            },
          ]),
        ),
      },
      {
        addresses: { protect: false },
        network: { cidr: "10.20.0.0/16", egress: { kind: "privatelink" } },
      },
    );
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(pairs());
    await stack.up();
  });
  after(() => stack.close());

  it("has two nodes of each, and shares role, bucket and endpoint", () => {
    const count = (type: string) => stack.session.account.all(type).length;
    const routes = stack.session.account
      .all(ROUTE)
      .map(({ inputs }) => inputs["destinationCidrBlock"]);
    assert.deepEqual(
      {
        instances: count(INSTANCE),
        roles: count("aws:iam/role:Role"),
        buckets: count("aws:s3/bucket:Bucket"),
        routes: routes.filter((block) => /^172\.31\.255\.\d+\/32$/.test(text(block))).length,
      },
      { instances: 20, roles: 1, buckets: 1, routes: 30 },
    );
    const services = stack.session.account
      .all("aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => inputs["serviceName"]);
    assert.equal(services.filter((name) => name === "com.amazonaws.us-east-1.ec2").length, 1);
  });

  it("changes the rules of one pair and nothing else", async () => {
    stack.configure(pairs({ "app-3": { rules: [{ path: "/other", to: "app" }] } }));
    assert.deepEqual(
      changes(await stack.preview()).map(({ op, name }) => `${op} ${name}`),
      ["update entry-app-3-haproxy-cfg"],
    );
  });
});
