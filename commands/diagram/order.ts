import type { ElkExtendedEdge } from "elkjs/lib/elk-api";
import { type DrawnBox, type DrawnFlow, subnetId, vpcId, zoneId } from "./drawn";
import type { DrawnVpc } from "./picture";

/**
 * Invisible lines that order the boxes: first those with traffic, then the others. In a VPC, boxes that
 * traffic passes before it enters a zone are above all zones. In a zone, subnets with traffic are above the
 * others. In a subnet, machines are above gateways.
 */
export function order(
  vpcs: readonly DrawnVpc[],
  boxes: readonly DrawnBox[],
  flows: readonly DrawnFlow[],
): ElkExtendedEdge[] {
  const inside = (parent: string) =>
    boxes.filter((one) => one.parent === parent).map(({ id }) => id);
  const hasTraffic = (id: string) => flows.some(({ from, to }) => from === id || to === id);
  return vpcs.flatMap((vpc) => {
    const zones = vpc.zones.map((zone) => zoneId(vpc, zone));
    const subnets = vpc.zones.flatMap((zone) => zone.subnets.map(subnetId));
    const behind = reached(subnets.flatMap(inside), flows);
    const isBefore = (id: string): boolean => hasTraffic(id) && !behind.has(id);
    return [
      ...below(inside(vpcId(vpc.id)).filter(isBefore), zones),
      ...vpc.zones.flatMap((zone) => {
        const own = zone.subnets.map(subnetId);
        const isUpper = (id: string): boolean => inside(id).some(hasTraffic);
        return below(
          own.filter(isUpper),
          own.filter((id) => !isUpper(id)),
        );
      }),
      ...subnets.flatMap((subnet) => {
        const own = inside(subnet);
        return below(
          own.filter(hasTraffic),
          own.filter((id) => !hasTraffic(id)),
        );
      }),
    ];
  });
}

const below = (upper: readonly string[], lower: readonly string[]): ElkExtendedEdge[] =>
  upper.flatMap((from) =>
    lower.map((to) => ({ id: `order ${from} ${to}`, sources: [from], targets: [to] })),
  );

/** All boxes that traffic reaches from these boxes. */
function reached(starts: readonly string[], flows: readonly DrawnFlow[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void =>
    flows
      .filter(({ from, to }) => from === id && !found.has(to))
      .forEach(({ to }) => {
        found.add(to);
        visit(to);
      });
  starts.forEach(visit);
  return found;
}
