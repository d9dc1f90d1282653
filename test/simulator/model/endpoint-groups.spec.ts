import assert from "node:assert/strict";
import {
  ACCELERATOR,
  ACCELERATOR_LISTENER,
  ENDPOINT_GROUP,
  LOAD_BALANCER,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

/** An internal NLB in two zones of a VPC. */
function balancer(lab: Lab, { internet = true, guarded = true } = {}): Stored {
  const vpc = lab.vpc();
  if (internet) lab.gateway(vpc);
  const subnets = ["a", "b"].map((letter, index) =>
    lab.subnet(vpc, {
      cidrBlock: `10.0.${16 * index}.0/20`,
      availabilityZone: `${lab.region}${letter}`,
    }),
  );
  return lab.make(LOAD_BALANCER, {
    name: "behind",
    internal: true,
    loadBalancerType: "network",
    subnets: subnets.map(({ id }) => id),
    ...(guarded && { securityGroups: [lab.securityGroup(vpc).id] }),
  });
}

function listener(lab: Lab): Stored {
  const { id } = lab.make(ACCELERATOR, { name: "edge" });
  return lab.make(ACCELERATOR_LISTENER, {
    acceleratorArn: id,
    protocol: "TCP",
    portRanges: [{ fromPort: 443, toPort: 443 }],
  });
}

const group = (lab: Lab, { id }: Stored, endpoint: Values, region = lab.region): Stored =>
  lab.make(ENDPOINT_GROUP, {
    listenerArn: id,
    endpointGroupRegion: region,
    endpointConfigurations: [{ weight: 100, clientIpPreservationEnabled: true, ...endpoint }],
  });

describe("EndpointGroup", () => {
  it("forwards to a load balancer, and changes its weight in place", () => {
    const lab = new Lab();
    const endpointId = balancer(lab).id;
    const made = group(lab, listener(lab), { endpointId });
    const changed = lab.change(made, { endpointConfigurations: [{ endpointId, weight: 0 }] });
    assert.equal(changed.id, made.id);
    assert.equal(lab.state(changed)["healthCheckPort"], 443);
  });

  it("is to be deleted before its listener", () => {
    const lab = new Lab();
    const owner = listener(lab);
    const made = group(lab, owner, { endpointId: balancer(lab).id });
    assert.throws(() => lab.account.remove(owner), /AssociatedEndpointGroupFoundException/);
    lab.account.remove(made);
    lab.account.remove(owner);
  });

  it("fails when the load balancer's VPC has no internet gateway", () => {
    const lab = new Lab();
    const endpointId = balancer(lab, { internet: false }).id;
    assert.throws(() => group(lab, listener(lab), { endpointId }), /has no internet gateway/);
  });

  it("fails when an NLB without a security group is to see clients' addresses", () => {
    const lab = new Lab();
    const endpointId = balancer(lab, { guarded: false }).id;
    assert.throws(
      () => group(lab, listener(lab), { endpointId }),
      /Client IP address preservation is not supported/,
    );
    assert.ok(group(lab, listener(lab), { endpointId, clientIpPreservationEnabled: false }));
  });

  it("fails when the load balancer is in another region", () => {
    const lab = new Lab();
    const endpointId = balancer(lab).id;
    assert.throws(
      () => group(lab, listener(lab), { endpointId }, "eu-west-1"),
      /was not found in eu-west-1/,
    );
  });

  it("fails when the listener has one in the region", () => {
    const lab = new Lab();
    const endpointId = balancer(lab).id;
    const owner = listener(lab);
    group(lab, owner, { endpointId });
    assert.throws(() => group(lab, owner, { endpointId }), /EndpointGroupAlreadyExistsException/);
  });
});
