import assert from "node:assert/strict";
import * as v from "valibot";
import { backendSchema } from "../../../../components/backend/settings";
import { nlbAlbSchema } from "../../../../components/front-door/nlb-alb/settings";
import { sharedProtocol } from "../../../../components/front-door/nlb-alb/shared-protocol";

const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
const CERTIFICATE =
  "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

const COLORS = { live: "blue", loadBalancer: "alb", blue: { port: 80 }, green: { port: 80 } };

const shared = (backend: object | undefined, entry: object = {}): string | undefined =>
  sharedProtocol(
    v.parse(nlbAlbSchema, { kind: "nlbAlb", ...entry }),
    backend && v.parse(backendSchema, backend),
  );

describe("sharedProtocol", () => {
  for (const [what, expected, backend, entry] of [
    ["ALBs of the colours that speak HTTP", "http", COLORS],
    [
      "those in one VPC, by their addresses",
      "http",
      { ...COLORS, layout: "sharedVpc" },
      { target: "ips" },
    ],
    ["an existing ALB", undefined, { existing: { loadBalancerArn: ALB } }],
    ["an ALB of the front door", undefined, { ...COLORS, layout: "sharedVpc" }],
    [
      "load balancers that nodes have by default, which are NLBs",
      undefined,
      { ...COLORS, loadBalancer: undefined },
    ],
    [
      "ALBs with a certificate that connect to instances on 80",
      undefined,
      COLORS,
      { certificateArn: CERTIFICATE },
    ],
    ["ALBs that speak TLS to instances", undefined, { ...COLORS, green: {}, blue: {} }],
    ["ALBs of two ports", undefined, { ...COLORS, green: {} }, { certificateArn: CERTIFICATE }],
    [
      "ALBs with a certificate, on 443",
      "https",
      { ...COLORS, blue: {}, green: {} },
      { certificateArn: CERTIFICATE },
    ],
    [
      "no backend",
      undefined,
      undefined,
      { follow: { shop: { name: "shop.example.net", weight: 100 } } },
    ],
  ] as const) {
    it(`is ${expected ?? "none"} with ${what}`, () => {
      const given: unknown = backend && JSON.parse(JSON.stringify(backend));
      assert.equal(shared(given as object | undefined, entry), expected);
    });
  }
});
