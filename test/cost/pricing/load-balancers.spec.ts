import assert from "node:assert/strict";
import { capacityUnitHours } from "../../../cost/pricing/load-balancers";
import { resolveUsage } from "../../../cost/usage";
import { BALANCER, bill, priced, resource } from "../resources";

const balancer = (name: string, loadBalancerType: string, inputs: object = {}) =>
  resource(BALANCER, name, { loadBalancerType, internal: true, ...inputs });

describe("pricing of load balancers", () => {
  it("bills the largest dimension of the load", () => {
    const idle = { newConnectionsPerSecond: 0, activeConnections: 0, ingressGb: 0, egressGb: 0 };
    const units = (load: object, kind: "application" | "network") =>
      capacityUnitHours(resolveUsage({ ...idle, ...load }), kind).toFixed();
    assert.equal(units({ newConnectionsPerSecond: 50 }, "application"), "1460");
    assert.equal(units({ newConnectionsPerSecond: 800 }, "network"), "730");
    assert.equal(units({ activeConnections: 3000 }, "application"), "730");
    assert.equal(units({ activeConnections: 1000 }, "application"), "243.333334");
    assert.equal(units({ activeConnections: 100_000 }, "network"), "730");
    assert.equal(
      units({ ingressGb: 1000, egressGb: 460, activeConnections: 1 }, "network"),
      "1460",
    );
  });

  it("prices a chain of NLB and ALB, each with one unit of load, by hand", () => {
    const eips = ["a", "b"].map((name) => resource("aws:ec2/eip:Eip", name));
    const subnetMappings = ["a", "b"].map((id) => ({
      subnetId: id,
      allocationId: `eipalloc-${id}`,
    }));
    const chain = [
      balancer("nlb", "network", { internal: false, subnetMappings }),
      balancer("alb", "application"),
    ];
    // 2 x 16.425 + 2 x 3.65 + 730 x 0.006 + 730 x 0.008
    assert.equal(priced([...eips, ...chain], { ingressGb: 730 }).total, "50.37");
  });

  it("prices the addresses of an internet-facing one without Elastic IPs", () => {
    const facing = balancer("alb", "application", { internal: false, subnets: ["a", "b", "c"] });
    assert.deepEqual(bill(priced([facing])), [
      "ALB: 730 x 0.0225 = 16.425",
      "public IPv4 addresses of it: 2190 x 0.005 = 10.95",
    ]);
  });

  it("takes addresses that are ours but not known yet for ours", () => {
    const subnetMappings = [{ subnetId: undefined, allocationId: undefined }];
    const facing = balancer("nlb", "network", { internal: false, subnetMappings });
    assert.equal(priced([facing]).total, "16.425");
  });

  it("counts the load once for all load balancers of a kind", () => {
    const pair = [balancer("blue", "network"), balancer("green", "network")];
    assert.deepEqual(
      bill(priced(pair, { egressGb: 50 })).at(-1),
      "NLCUs of all NLBs: 50 x 0.006 = 0.3",
    );
  });

  it("names a kind that has no price", () => {
    assert.deepEqual(priced([balancer("g", "gateway")]).unpriced, [
      { name: "load-balancer:gateway", count: 1 },
    ]);
  });
});
