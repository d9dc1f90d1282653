import assert from "node:assert/strict";
import * as v from "valibot";
import { backendSchema } from "../../../../components/backend/settings";
import { nlbAlbSchema } from "../../../../components/front-door/nlb-alb/settings";
import { standsBesideNodes } from "../../../../components/front-door/nlb-alb/stands-beside-nodes";

const CERTIFICATE =
  "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
const HTTP = { live: "blue", loadBalancer: "alb", blue: { port: 80 } };
const secure = { certificateArn: CERTIFICATE };

describe("standsBesideNodes", () => {
  for (const [what, expected, backend, entry] of [
    ["ALBs of the colours with HTTP", true, HTTP, {}],
    ["ALBs whose port 80 would redirect the nodes", false, HTTP, secure],
    ["ALBs that nodes reach on 443", true, { ...HTTP, blue: {} }, secure],
    ["an ALB of the front door", true, { ...HTTP, layout: "sharedVpc" }, secure],
    ["load balancers of the colours that nodes alone have", true, { blue: { port: 80 } }, secure],
    ["an existing ALB", true, { existing: { loadBalancerArn: ALB } }, {}],
    ["names and no backend", true, undefined, { follow: { shop: { name: "a.net", weight: 100 } } }],
  ] as const) {
    it(`is ${expected} with ${what}`, () => {
      const section = backend && v.parse(backendSchema, structuredClone(backend));
      const settings = v.parse(nlbAlbSchema, { kind: "nlbAlb", ...entry });
      assert.equal(standsBesideNodes(settings, section), expected);
    });
  }
});
