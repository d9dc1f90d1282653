import { EIP, NAT_GATEWAY, ROUTE, VPC_ENDPOINT } from "../../simulator/model/tokens";

/** The egress modes of a VPC. */
export const MODES = {
  perAz: { kind: "nat", gateways: "perAz" },
  single: { kind: "nat", gateways: "single", zone: "us-east-1b" },
  regional: { kind: "nat", gateways: "regional" },
  privatelink: { kind: "privatelink", interfaceEndpoints: ["ssm", "kms"] },
  none: { kind: "none" },
} as const;

/** A single gateway whose zone the program chooses. */
export const SINGLE_BY_DEFAULT = { kind: "nat", gateways: "single" } as const;

export type Mode = keyof typeof MODES;
export const ALL_MODES = Object.keys(MODES) as Mode[];

/** The resources in each mode: NAT gateways, Elastic IPs, endpoints, routes. */
export const EXPECTED: Readonly<Record<Mode, readonly [number, number, number, number]>> = {
  perAz: [2, 2, 0, 3],
  single: [1, 1, 0, 3],
  regional: [1, 2, 0, 3],
  privatelink: [0, 0, 4, 1],
  none: [0, 0, 0, 1],
};

/** Counts in the order of `EXPECTED`. */
export const countsOf = (count: (type: string) => number): number[] =>
  [NAT_GATEWAY, EIP, VPC_ENDPOINT, ROUTE].map(count);

/** Addresses may be released, so that a test can. */
export const egressConfig = (mode: Mode) => ({
  network: { cidr: "10.20.0.0/16", egress: MODES[mode] },
  addresses: { protect: false },
});

export const addressesOf = (mode: Mode): number => EXPECTED[mode][1];

/** Whether an address moves to another gateway: one update releases it and the next one claims it. */
export function changesHands(from: Mode, to: Mode): boolean {
  return (
    (from === "regional") !== (to === "regional") && addressesOf(from) > 0 && addressesOf(to) > 0
  );
}
