import assert from "node:assert/strict";
import * as v from "valibot";
import { backendSchema } from "../../../../components/backend/settings";
import { nlbAlbSchema } from "../../../../components/front-door/nlb-alb/settings";
import { sharesBackend } from "../../../../components/front-door/nlb-alb/shares-backend";

const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
const CERTIFICATE =
  "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

const COLORS = { live: "blue", loadBalancer: "alb", blue: { port: 80 }, green: { port: 80 } };

const shares = (backend: object | undefined, entry: object = {}): boolean =>
  sharesBackend(
    v.parse(nlbAlbSchema, { kind: "nlbAlb", ...entry }),
    backend && v.parse(backendSchema, backend),
  );

describe("sharesBackend", () => {
  for (const [what, expected, backend, entry] of [
    ["ALBs of the colours that speak HTTP", true, COLORS],
    [
      "those in one VPC, by their addresses",
      true,
      { ...COLORS, layout: "sharedVpc" },
      { target: "ips" },
    ],
    ["an existing ALB", false, { existing: { loadBalancerArn: ALB } }],
    ["an ALB of the front door", false, { ...COLORS, layout: "sharedVpc" }],
    [
      "load balancers that nodes have by default, which are NLBs",
      false,
      { ...COLORS, loadBalancer: undefined },
    ],
    ["ALBs that get a certificate", false, COLORS, { certificateArn: CERTIFICATE }],
    ["ALBs that speak TLS to instances", false, { ...COLORS, green: {} }],
    [
      "no backend",
      false,
      undefined,
      { follow: { shop: { name: "shop.example.net", weight: 100 } } },
    ],
  ] as const) {
    it(`is ${expected} with ${what}`, () => {
      const given: unknown = backend && JSON.parse(JSON.stringify(backend));
      assert.equal(shares(given as object | undefined, entry), expected);
    });
  }
});
