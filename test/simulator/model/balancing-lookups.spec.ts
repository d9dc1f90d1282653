import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import type { Values } from "../../../simulator/model/values";
import { group } from "./auto-scaling-lab";
import { alb, listener, targets, twoZones } from "./balancing-lab";

const ask = (lab: Lab, token: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:${token}:${token.split("/")[1]}`, lab.region, inputs);

describe("lookups of load balancers", () => {
  const lab = new Lab();
  const place = twoZones(lab);
  const balancer = alb(lab, place, { tags: { team: "shop" } });
  const web = targets(lab, place);
  const canary = targets(lab, place, { name: "canary" });
  listener(lab, balancer, web);
  listener(lab, balancer, web, {
    port: 81,
    defaultActions: [
      { type: "forward", forward: { targetGroups: [{ arn: canary.id, weight: 10 }] } },
    ],
  });

  it("find a load balancer by its ARN or its name", () => {
    for (const by of [{ arn: balancer.id }, { name: "front" }]) {
      const found = ask(lab, "lb/getLoadBalancer", by);
      assert.equal(found["dnsName"], balancer.outputs["dnsName"]);
      assert.equal(found["vpcId"], place.vpc.id);
      assert.deepEqual(found["tags"], { team: "shop" });
    }
  });

  it("find a listener by its port, with its actions as lists", () => {
    const { defaultActions } = ask(lab, "lb/getListener", {
      loadBalancerArn: balancer.id,
      port: 81,
    });
    const [action] = defaultActions as { forwards: { targetGroups: unknown }[] }[];
    assert.deepEqual(action!.forwards[0]!.targetGroups, [{ arn: canary.id, weight: 10 }]);
  });

  it("find a target group with the load balancers that use it", () => {
    const found = ask(lab, "lb/getTargetGroup", { arn: web.id });
    assert.deepEqual(found["loadBalancerArns"], [balancer.id]);
    assert.equal(found["targetType"], "instance");
  });

  it("fail as the provider does when there is nothing", () => {
    const missing = (token: string, inputs: Values) => () => ask(lab, token, inputs);
    const noResource = /couldn't find resource/;
    assert.throws(missing("lb/getLoadBalancer", { arn: `${balancer.id}0` }), noResource);
    assert.throws(missing("lb/getTargetGroup", { arn: `${web.id}0` }), noResource);
    assert.throws(missing("autoscaling/getGroup", { name: "shop" }), noResource);
    assert.throws(
      missing("lb/getListener", { loadBalancerArn: balancer.id, port: 443 }),
      /no matching ELBv2 Listener found/,
    );
    assert.throws(
      missing("lb/getLoadBalancer", { name: "front", tags: { team: "other" } }),
      /Search returned 0 results/,
    );
  });
});

describe("getGroup", () => {
  it("tells the subnets of an auto scaling group, its checks and its target groups", () => {
    const lab = new Lab();
    const web = group(lab);
    const found = ask(lab, "autoscaling/getGroup", { name: web.id });
    assert.equal(found["vpcZoneIdentifier"], (web.inputs["vpcZoneIdentifiers"] as string[]).join());
    assert.equal(found["healthCheckType"], "EC2");
    assert.deepEqual(found["targetGroupArns"], []);
  });
});
