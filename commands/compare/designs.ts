import type { ComparedFrontDoor } from "../../components/front-door/compared";
import { FRONT_DOOR_KINDS } from "../../components/front-door/kinds";

/** An egress mode of the private subnets, as the setting `egress` of the network. */
interface ComparedEgress {
  readonly title: string;
  /** What the other zones lose when a zone fails. */
  readonly zoneLoss: string;
  readonly egress: Readonly<Record<string, unknown>>;
}

/** All front doors. */
export const FRONT_DOORS: readonly ComparedFrontDoor[] = [
  ...[...FRONT_DOOR_KINDS.values()].flatMap(({ compared }) => compared),
  {
    title: "none",
    sections: {},
    addresses: "none for clients",
    failoverCall: "-",
    zoneLoss: "-",
  },
];

export const EGRESS_MODES: readonly ComparedEgress[] = [
  { title: "nat perAz", egress: { kind: "nat" }, zoneLoss: "nothing" },
  {
    title: "nat single",
    egress: { kind: "nat", gateways: "single" },
    zoneLoss: "all egress, if it is the gateway's zone",
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
  { title: "none", egress: { kind: "none" }, zoneLoss: "nothing: no egress" },
];

/**
 * The egress mode of a stack's network; the default one where no design has it, such as in an existing VPC.
 */
export function egressModeOf(sections: Readonly<Record<string, unknown>>): ComparedEgress {
  const { egress = {} } = (sections["network"] ?? {}) as { egress?: Record<string, unknown> };
  const { kind = "nat", gateways = kind === "nat" ? "perAz" : undefined } = egress;
  const isSame = (mode: ComparedEgress): boolean =>
    mode.egress["kind"] === kind &&
    (mode.egress["gateways"] ?? (kind === "nat" ? "perAz" : undefined)) === gateways;
  return EGRESS_MODES.find(isSame) ?? EGRESS_MODES[0]!;
}

/** A front door with an egress mode: the complete configuration of a stack except its region. */
export interface Design {
  readonly frontDoor: ComparedFrontDoor;
  readonly egress: ComparedEgress;
  readonly sections: Readonly<Record<string, unknown>>;
}

/** Every front door with every egress mode, in the order of the tables. */
export const planDesigns = (
  doors: readonly ComparedFrontDoor[] = FRONT_DOORS,
  modes: readonly ComparedEgress[] = EGRESS_MODES,
): Design[] =>
  doors.flatMap((frontDoor) =>
    modes.map((egress) => ({
      frontDoor,
      egress,
      sections: {
        network: { cidr: "10.20.0.0/16", egress: egress.egress },
        addresses: { protect: false },
        ...frontDoor.sections,
        tags: {},
      },
    })),
  );
