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
 * The front door with Global Accelerator: an accelerator forwards to the colours' load balancers. Its two anycast
 * addresses are announced from AWS's edge locations.
 *
 * Guarantees
 * - Clients reach the colours' internal load balancers only through the accelerator, over AWS's network. There is no
 *   peering, route or other address in between.
 * - Load balancers see client addresses: an ALB adds them as X-Forwarded-For, an NLB preserves them.
 * - Weights distribute new connections. A colour gets none unless at least half of its targets were healthy just
 *   before. The update waits for them, and otherwise fails before a weight changes.
 * - A switch changes the gate, the weights and the alarms. So does the switch back. With `deletionProtection` of the
 *   colours, it also updates their load balancers. Existing connections are not moved.
 * - A removed colour is deleted `drainSeconds` after its weight is removed. A destroy of the whole stack does not
 *   wait.
 *
 * The accelerator derives the health of a load balancer from its targets. The health check settings of an endpoint
 * group do not apply to load balancers, and are not set. A colour without healthy targets gets no connections while
 * another one with a weight has some. If no colour has any, each may get connections.
 *
 * Costs a month in addition to the accelerator (us-east-1): $0.015 per GB of the larger direction for clients in
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

  /** Distributes clients between the colours by weight. */
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
      // AWS allows an endpoint in a private subnet only if its VPC has an internet gateway.
      { parent: this, dependsOn: [gate, ...drains, ...vpc.dependencies] },
    );
  }
}
