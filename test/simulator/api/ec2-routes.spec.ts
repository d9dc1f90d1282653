import assert from "node:assert/strict";
import { INSTANCE, NETWORK_INTERFACE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { ApiLab, all } from "./api-lab";

const CIDR = "172.31.255.10/32";

describe("EC2 API, routes", () => {
  let lab: ApiLab;
  let table: Stored;
  let one: Stored;
  let two: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    const vpc = lab.aws.vpc();
    table = lab.aws.routeTable(vpc);
    const subnet = lab.aws.subnet(vpc);
    [one, two] = [0, 1].map(() =>
      lab.aws.make(NETWORK_INTERFACE, { subnetId: subnet.id, sourceDestCheck: false }),
    ) as [Stored, Stored];
  });
  afterEach(() => lab.api.close());

  const change = (action: "CreateRoute" | "ReplaceRoute", target: Stored, cidr = CIDR) =>
    lab.call("ec2", action, {
      RouteTableId: table.id,
      DestinationCidrBlock: cidr,
      NetworkInterfaceId: target.id,
    });
  const described = () =>
    lab.call("ec2", "DescribeRouteTables", {
      "Filter.1.Name": "route-table-id",
      "Filter.1.Value.1": table.id,
      "Filter.1.Value.2": "rtb-0123456789abcdef0",
    });
  const start = (target: Stored) =>
    lab.aws.make(INSTANCE, {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      primaryNetworkInterface: { networkInterfaceId: target.id },
    });

  it("creates a route and leads it elsewhere, as the tables then say", async () => {
    assert.deepEqual(all(await change("CreateRoute", one), "return"), ["true"]);
    assert.deepEqual(all(await described(), "networkInterfaceId"), [one.id]);
    await change("ReplaceRoute", two);
    assert.deepEqual(all(await described(), "networkInterfaceId"), [two.id]);
    assert.deepEqual(all(await described(), "destinationCidrBlock"), ["10.0.0.0/16", CIDR]);
  });

  it("shows a route to a network interface of no instance as a blackhole", async () => {
    await change("CreateRoute", one);
    assert.deepEqual(all(await described(), "state"), ["active", "blackhole"]);
    const instance = start(one);
    assert.deepEqual(all(await described(), "state"), ["active", "active"]);
    assert.deepEqual(all(await described(), "instanceId"), [instance.id]);
    lab.aws.account.remove(instance);
    assert.deepEqual(all(await described(), "state"), ["active", "blackhole"]);
  });

  it("shows the state before a change for as many reads as asked for", async () => {
    await change("CreateRoute", one);
    lab.api.faults.staleReads = 1;
    await change("ReplaceRoute", two);
    assert.deepEqual(all(await described(), "networkInterfaceId"), [one.id]);
    assert.deepEqual(all(await described(), "networkInterfaceId"), [two.id]);
  });

  it("is seen by policies as a call on the route table", async () => {
    await change("CreateRoute", one);
    assert.deepEqual(lab.api.calls[0]?.resources, [
      `arn:aws:ec2:us-east-1:123456789012:route-table/${table.id}`,
    ]);
  });

  it("fails when there is no route to replace, when there is one already, and without a target", async () => {
    const missing = await change("ReplaceRoute", one);
    assert.deepEqual(all(missing, "Code"), ["InvalidParameterValue"]);
    assert.match(missing, /There is no route defined for '172.31.255.10\/32' in the route table/);
    await change("CreateRoute", one);
    assert.deepEqual(all(await change("CreateRoute", two), "Code"), ["RouteAlreadyExists"]);
    const parameters = { RouteTableId: table.id, DestinationCidrBlock: CIDR };
    assert.deepEqual(all(await lab.call("ec2", "ReplaceRoute", parameters), "Code"), [
      "InvalidParameterCombination",
    ]);
  });

  it("fails when a route table does not exist, or a filter is not modelled", async () => {
    const id = { "RouteTableId.1": "rtb-0123456789abcdef0" };
    assert.deepEqual(all(await lab.call("ec2", "DescribeRouteTables", id), "Code"), [
      "InvalidRouteTableID.NotFound",
    ]);
    const filter = { "Filter.1.Name": "vpc-id", "Filter.1.Value.1": "vpc-1" };
    assert.match(
      await lab.call("ec2", "DescribeRouteTables", filter),
      /The filter 'vpc-id' is not modelled: add it to simulator\/api\/ec2-routes.ts/,
    );
  });
});
