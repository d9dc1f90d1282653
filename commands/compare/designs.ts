/** A front door to compare, as settings of a stack. */
export interface FrontDoor {
  readonly title: string;
  /** Sections under `holdfast:`, without the network. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Kind of addresses that clients connect to. */
  readonly addresses: string;
  /** Whether clients depend on a call of AWS's control plane when a machine or a zone fails. */
  readonly failoverCall: string;
  /** What clients lose with a whole zone. */
  readonly zoneLoss: string;
}

/** A way out of the private subnets, as the setting `egress` of the network. */
export interface EgressMode {
  readonly title: string;
  /** What the other zones lose with a whole zone. */
  readonly zoneLoss: string;
  readonly egress: Readonly<Record<string, unknown>>;
}

const dns = { zone: "example.com", createZone: true };
const colors = { live: "blue", blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };

const plainColors = {
  ...colors,
  blue: { ...colors.blue, port: 80 },
  green: { ...colors.green, port: 80 },
};

const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1";

const NLB_ZONE_LOSS = "its address: DNS leaves it out";

/** Every front door that there is; a new one is a row here. */
export const FRONT_DOORS: readonly FrontDoor[] = [
  {
    title: "haproxy",
    sections: { entry: { kind: "haproxy" }, backend: colors, dns },
    addresses: "an Elastic IP for each node",
    failoverCall: "no: DNS leaves a dead node out; its successor claims the address by a call",
    zoneLoss: "its nodes and their addresses: DNS leaves these out",
  },
  {
    title: "nlbAlb alb",
    sections: {
      entry: { kind: "nlbAlb", target: "alb" },
      backend: { layout: "sharedVpc", live: "blue", blue: { port: 80 }, green: { port: 80 } },
      dns,
    },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall: "no: the NLB leaves dead targets out",
    zoneLoss: NLB_ZONE_LOSS,
  },
  {
    title: "nlbAlb ips",
    sections: { entry: { kind: "nlbAlb", target: "ips" }, backend: plainColors, dns },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall:
      "for a machine no; an ALB's new address is registered by a function that calls ELB",
    zoneLoss: NLB_ZONE_LOSS,
  },
  {
    title: "addressPair route",
    sections: {
      entry: { kind: "addressPair", failover: "route", virtualAddress: "172.31.255.10" },
      backend: colors,
    },
    addresses: "a private one, which a route leads to",
    failoverCall: "yes: the node that takes over changes routes",
    zoneLoss: "nothing, once the other node has taken over",
  },
  {
    title: "addressPair eip",
    sections: { entry: { kind: "addressPair", failover: "eip" }, backend: colors, dns },
    addresses: "an Elastic IP for each pair",
    failoverCall: "yes: the node that takes over claims the address",
    zoneLoss: "nothing, once the other node has taken over",
  },
  {
    title: "accelerator",
    sections: {
      entry: { kind: "accelerator" },
      backend: { layout: "sharedVpc", live: "blue", blue: {}, green: {} },
      dns,
    },
    addresses: "two of the accelerator, announced from everywhere",
    failoverCall: "no: the accelerator and the NLB leave dead targets out",
    zoneLoss: "nothing: the NLB's other zone goes on",
  },
  {
    title: "ecs ec2",
    sections: {
      entry: { kind: "ecs", launchType: "ec2", image: IMAGE },
      backend: plainColors,
      dns,
    },
    addresses: "an Elastic IP for each task, of its instance",
    failoverCall:
      "no: DNS leaves a dead task out; an instance with a healthy one claims the address by a call",
    zoneLoss: "its tasks, until ECS has started others elsewhere, which claim their addresses",
  },
  {
    title: "ecs fargate",
    sections: {
      entry: { kind: "ecs", launchType: "fargate", image: IMAGE },
      backend: plainColors,
      dns,
    },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall: "no: the NLB leaves dead tasks out; ECS starts others",
    zoneLoss: NLB_ZONE_LOSS,
  },
  {
    title: "none",
    sections: { entry: { kind: "none" } },
    addresses: "none for clients",
    failoverCall: "-",
    zoneLoss: "-",
  },
];

export const EGRESS_MODES: readonly EgressMode[] = [
  { title: "nat perAz", egress: { kind: "nat" }, zoneLoss: "nothing" },
  {
    title: "nat single",
    egress: { kind: "nat", gateways: "single" },
    zoneLoss: "every way out, if it is the gateway's zone",
  },
  {
    title: "nat regional",
    egress: { kind: "nat", gateways: "regional" },
    zoneLoss: "nothing: the gateway is in each zone",
  },
  {
    title: "privatelink",
    egress: { kind: "privatelink" },
    zoneLoss: "nothing: endpoints are in each zone",
  },
  { title: "none", egress: { kind: "none" }, zoneLoss: "nothing: there is no way out" },
];

/** A front door with a way out: the whole configuration of a stack but for its region. */
export interface Design {
  readonly door: FrontDoor;
  readonly egress: EgressMode;
  readonly sections: Readonly<Record<string, unknown>>;
}

/** Every front door with every way out, in the order of the tables. */
export const planDesigns = (
  doors: readonly FrontDoor[] = FRONT_DOORS,
  modes: readonly EgressMode[] = EGRESS_MODES,
): Design[] =>
  doors.flatMap((door) =>
    modes.map((egress) => ({
      door,
      egress,
      sections: {
        network: { cidr: "10.20.0.0/16", egress: egress.egress },
        addresses: { protect: false },
        ...door.sections,
        tags: {},
      },
    })),
  );
