import assert from "node:assert/strict";
import { associateAddress } from "../../../simulator/api/associate-address";
import {
  EIP_ASSOCIATION,
  INSTANCE,
  METRIC_ALARM,
  NETWORK_INTERFACE,
  ROUTE,
} from "../../../simulator/model/tokens";
import { difference } from "../../../simulator/model/inputs";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const networkInterface = (lab: Lab, subnet: Stored, inputs: Values = {}): Stored =>
  lab.make(NETWORK_INTERFACE, { subnetId: subnet.id, ...inputs });

const instance = (lab: Lab, own: Stored, inputs: Values = {}): Stored =>
  lab.make(INSTANCE, {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.small",
    primaryNetworkInterface: { networkInterfaceId: own.id },
    ...inputs,
  });

const route = (lab: Lab, vpc: Stored, to: Stored): Stored =>
  lab.make(ROUTE, {
    routeTableId: lab.routeTable(vpc).id,
    destinationCidrBlock: "172.31.255.10/32",
    networkInterfaceId: to.id,
  });

describe("NetworkInterface", () => {
  it("permanently has an address of its subnet, which its instance has as well", () => {
    const lab = new Lab();
    const subnet = lab.subnet(lab.vpc());
    const [one, other] = [networkInterface(lab, subnet), networkInterface(lab, subnet)];
    assert.deepEqual(
      [one, other].map((own) => lab.state(own)["privateIp"]),
      ["10.0.0.4", "10.0.0.5"],
    );
    for (let times = 0; times < 2; times++) {
      const node = instance(lab, one);
      const state = lab.state(node);
      assert.deepEqual(
        [state["privateIp"], state["subnetId"], state["primaryNetworkInterfaceId"]],
        ["10.0.0.4", subnet.id, one.id],
      );
      lab.account.remove(node);
    }
    assert.equal(lab.state(one)["privateIp"], "10.0.0.4");
  });

  it("has the check of source and destination that its instance shows, and changes with the instance's", () => {
    const lab = new Lab();
    const own = networkInterface(lab, lab.subnet(lab.vpc()), { sourceDestCheck: false });
    const node = instance(lab, own);
    assert.equal(lab.state(node)["sourceDestCheck"], false);
    // The provider wants the default of what the program may not say.
    const wanted = difference(INSTANCE, node.inputs, lab.state(node), node.inputs);
    assert.deepEqual(wanted, [{ property: "sourceDestCheck", replaces: false }]);
    const inputs = { ...node.inputs, tags: { Name: "node" } };
    lab.account.update(node, inputs, ["tags"]);
    assert.equal(lab.state(own)["sourceDestCheck"], false);
    lab.account.update(node, inputs, ["sourceDestCheck"]);
    assert.deepEqual(
      [own, node].map((one) => lab.state(one)["sourceDestCheck"]),
      [true, true],
    );
  });

  it("makes a route to it a black hole while no instance has it", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const own = networkInterface(lab, lab.subnet(vpc));
    const there = route(lab, vpc, own);
    assert.equal(lab.state(there)["state"], "blackhole");
    const node = instance(lab, own);
    assert.deepEqual(
      [lab.state(there)["state"], lab.state(there)["instanceId"]],
      ["active", node.id],
    );
    lab.account.remove(node);
    assert.equal(lab.state(there)["state"], "blackhole");
  });

  it("keeps an Elastic IP while its instance is replaced, and loses it to another that takes it", () => {
    const lab = new Lab();
    const subnet = lab.subnet(lab.vpc());
    const [one, other] = [networkInterface(lab, subnet), networkInterface(lab, subnet)];
    const eip = lab.eip();
    const node = instance(lab, one);
    const take = (own: Stored) =>
      associateAddress(lab.account, lab.region, {
        allocationId: eip.id,
        networkInterfaceId: own.id,
      });
    const association = take(one);
    assert.equal(take(one).id, association.id, "it is idempotent");
    assert.deepEqual(
      [lab.state(eip)["instance"], lab.state(node)["publicIp"]],
      [node.id, eip.outputs["publicIp"]],
    );
    lab.account.remove(node);
    assert.deepEqual(
      [lab.state(eip)["instance"], lab.state(eip)["networkInterface"]],
      ["", one.id],
    );
    take(other);
    assert.deepEqual(
      [lab.state(eip)["networkInterface"], lab.state(eip)["privateIp"]],
      [other.id, "10.0.0.5"],
    );
    assert.equal(lab.account.all(EIP_ASSOCIATION).length, 1);
  });

  it("gets the address that its instance asks for", () => {
    const lab = new Lab();
    const own = networkInterface(lab, lab.subnet(lab.vpc()));
    const node = instance(lab, own);
    const eip = lab.eip();
    associateAddress(lab.account, lab.region, { allocationId: eip.id, instanceId: node.id });
    assert.equal(lab.state(eip)["networkInterface"], own.id);
  });

  const creating = "creating EC2 Network Interface: operation error EC2: CreateNetworkInterface";
  refuses([
    [
      "its subnet does not exist",
      (lab) => lab.make(NETWORK_INTERFACE, { subnetId: "subnet-x" }),
      `${creating}, api error InvalidSubnetID.NotFound: The subnet ID 'subnet-x' does not exist`,
    ],
    [
      "its security group is of another VPC",
      (lab) =>
        networkInterface(lab, lab.subnet(lab.vpc()), {
          securityGroups: [lab.securityGroup(lab.vpc({ cidrBlock: "10.9.0.0/16" })).id],
        }),
      `${creating}, api error InvalidGroup.NotFound: The security group 'sg-*' does not exist`,
    ],
    [
      "it is deleted while an instance has it",
      (lab) => {
        const own = networkInterface(lab, lab.subnet(lab.vpc()));
        instance(lab, own);
        lab.account.remove(own);
      },
      "deleting EC2 Network Interface (eni-*): operation error EC2: DeleteNetworkInterface, api error InvalidParameterValue: Network interface 'eni-*' is currently in use.",
    ],
    [
      "an instance that is given one names a subnet as well",
      (lab) => {
        const subnet = lab.subnet(lab.vpc());
        instance(lab, networkInterface(lab, subnet), { subnetId: subnet.id });
      },
      'subnetId: "subnetId" conflicts with primaryNetworkInterface',
    ],
    [
      "an instance that is given one names a check of source and destination as well",
      (lab) =>
        instance(lab, networkInterface(lab, lab.subnet(lab.vpc())), { sourceDestCheck: false }),
      'sourceDestCheck: "sourceDestCheck" conflicts with primaryNetworkInterface',
    ],
    [
      "a route targets one of another VPC",
      (lab) => {
        const own = networkInterface(lab, lab.subnet(lab.vpc()));
        route(lab, lab.vpc({ cidrBlock: "10.9.0.0/16" }), own);
      },
      "creating Route: operation error EC2: CreateRoute, api error InvalidParameterValue: route table rtb-* and interface eni-* belong to different networks",
    ],
    [
      "an alarm recovers an instance that it does not name",
      (lab) =>
        lab.make(METRIC_ALARM, {
          name: "dead",
          namespace: "AWS/EC2",
          metricName: "StatusCheckFailed_System",
          statistic: "Maximum",
          period: 60,
          evaluationPeriods: 2,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          alarmActions: ["arn:aws:automate:us-east-1:ec2:recover"],
        }),
      "alarmActions: ec2:recover needs a metric of AWS/EC2 with the dimension InstanceId",
    ],
  ]);
});
