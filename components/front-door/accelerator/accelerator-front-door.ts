import * as pulumi from "@pulumi/pulumi";
import { EndpointGroup } from "@pulumi/aws/globalaccelerator/endpointGroup";
import { Listener } from "@pulumi/aws/globalaccelerator/listener";
import { componentsOf, targetGroupsOf } from "../../backend/colors";
import { createDrain, createGate } from "../../backend/guards";
import { COLORS } from "../../backend/plan-blue-green";
import { regionOf } from "../../network/plan-subnets";
import { checkArgs } from "../../settings/check-args";
import { validateAcceleratorFrontDoor } from "./check-args";
import type { AliasedFrontDoor } from "../reachable";
import { AcceleratorAlarms } from "./accelerator-alarms";
import { formerly } from "../renamed";
import type { AcceleratorFrontDoorArgs } from "./args";

/**
 * The fixed front door at the edge of AWS's network: an accelerator, whose two addresses are announced from
 * everywhere, in front of the colours' own load balancers.
 *
 * Guarantees
 * - Clients reach the colours' load balancers, which are internal, through the accelerator only, over AWS's
 *   network: there is no peering, no route and no address in between.
 * - Load balancers see the clients' addresses: an ALB adds them as X-Forwarded-For, an NLB leaves them.
 * - New connections are shared out by weights. No colour gets any unless half of its targets at least were
 *   healthy just before: the update waits for them, and else fails before a weight changes.
 * - A switch changes the gate, the weights, and which colour is watched; so does the switch back. With
 *   `deletionProtection` of the colours, it also updates their load balancers.
 *   Connections that there are stay where they are.
 * - A colour that is removed goes `drainSeconds` after no weight names it. A destroy of the whole does not wait.
 *
 * The accelerator takes the health of load balancers from their targets; the settings of an endpoint group for
 * health checks are for other kinds of endpoints, and so are left alone. A colour without healthy targets gets
 * no connections while another one with a weight has some; when none has, any colour may get them.
 *
 * Costs a month beside the accelerator (us-east-1): $0.015 per GB of the larger direction for clients in
 * North America; more for others.
 *
 * Creates `<name>-listener`, `<name>-endpoints` (endpoint group), `<name>-gate`, `<name>-alarms`, and for each
 * colour `<name>-drain-<color>` (delay).
 *
 * @example
 * ```ts
 * const { accelerator } = new StaticAddresses("addresses", { addresses: {}, accelerator: {} });
 * const entry = new AcceleratorFrontDoor("entry", {
 *   accelerator: accelerator!,
 *   vpc: network,
 *   colors: blueGreen.colors,
 *   balancer: "nlb",
 *   ports: [443],
 * });
 * ```
 */
export class AcceleratorFrontDoor extends pulumi.ComponentResource implements AliasedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[];
  readonly alias: AliasedFrontDoor["alias"];
  readonly topicArn: pulumi.Output<string>;

  constructor(
    name: string,
    args: AcceleratorFrontDoorArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    checkArgs("AcceleratorFrontDoor", name, validateAcceleratorFrontDoor(args));
    super("holdfast:front-door:AcceleratorFrontDoor", name, {}, formerly("AcceleratorDoor", opts));
    const { accelerator, colors, ports, balancer, tags } = args;
    this.addresses = Object.fromEntries(
      Object.entries(accelerator.addresses).map(([key, address]) => [key, pulumi.output(address)]),
    );
    this.ports = ports;
    const { dnsName, zoneId } = accelerator;
    this.alias = { dnsName: pulumi.output(dnsName), zoneId: pulumi.output(zoneId) };
    const listener = new Listener(
      `${name}-listener`,
      {
        acceleratorArn: accelerator.arn,
        protocol: "TCP",
        portRanges: ports.map((port) => ({ fromPort: port, toPort: port })),
      },
      { parent: this },
    );
    this.createEndpointGroups(name, listener, args);
    const served = Object.entries(colors).filter(([, { weight }]) => weight > 0);
    this.topicArn = new AcceleratorAlarms(
      `${name}-alarms`,
      {
        balancer,
        backends: Object.fromEntries(served.map(([color, { backend }]) => [color, backend])),
        tags,
      },
      { parent: this },
    ).topicArn;
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      alias: this.alias,
      topicArn: this.topicArn,
    });
  }

  /** Shares clients out between the colours. */
  private createEndpointGroups(
    name: string,
    listener: Listener,
    { colors, vpc, gateTimeoutSeconds = 600, drainSeconds = 120, tags }: AcceleratorFrontDoorArgs,
  ): void {
    const region = regionOf(Object.keys(vpc.privateSubnets)[0]!);
    const present = COLORS.flatMap((color) => {
      const live = colors[color];
      return live ? [{ color, ...live }] : [];
    });
    const drains = present.map(({ color, parts }) =>
      createDrain(
        `${name}-drain-${color}`,
        { seconds: drainSeconds, vpc, tags },
        { parent: this, dependsOn: [...parts], deletedWith: this },
      ),
    );
    const admitted = present.filter(({ weight }) => weight > 0);
    const gate = createGate(
      `${name}-gate`,
      {
        targetGroupArns: targetGroupsOf(admitted),
        region,
        timeoutSeconds: gateTimeoutSeconds,
      },
      { parent: this, dependsOn: [...componentsOf(admitted), ...drains] },
    );
    new EndpointGroup(
      `${name}-endpoints`,
      {
        listenerArn: listener.arn,
        endpointGroupRegion: region,
        endpointConfigurations: present.map(({ backend, weight }) => ({
          endpointId: backend.loadBalancerArn!,
          weight,
          clientIpPreservationEnabled: backend.preservesClientIp ?? true,
        })),
      },
      // AWS takes an endpoint in a private subnet only if its VPC has an internet gateway.
      { parent: this, dependsOn: [gate, ...drains, ...vpc.dependencies] },
    );
  }
}
