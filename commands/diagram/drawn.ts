import type { Box, Flow, Picture, DrawnSubnet, DrawnVpc, DrawnZone } from "./picture";

/** A box as drawn: machines in several subnets have a box in each. */
export interface DrawnBox {
  readonly id: string;
  readonly box: Box;
  /** Where it is placed: in a subnet, in a VPC, or outside both. */
  readonly parent: string | undefined;
}

/** A flow between two drawn boxes. */
export interface DrawnFlow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly flow: Flow;
}

export const subnetId = ({ id }: DrawnSubnet): string => `subnet ${id}`;
export const zoneId = (vpc: DrawnVpc, { name }: DrawnZone): string => `zone ${vpc.id} ${name}`;
export const vpcId = (id: string): string => `vpc ${id}`;

/** The drawn boxes, in the order in which traffic reaches them. */
export function drawnBoxes(picture: Picture): DrawnBox[] {
  return inOrder(picture).flatMap((box): DrawnBox[] => {
    const { id, kind, position, addresses } = box;
    if (position.kind === "vpc") return [{ id, box, parent: vpcId(position.vpc) }];
    if (position.kind !== "subnets") return [{ id, box, parent: undefined }];
    const { subnets } = position;
    if (subnets.length === 1) return [{ id, box, parent: `subnet ${subnets[0]}` }];
    if (kind === "machine" && addresses.length === 0) {
      const spread = withDetail(box, `over ${subnets.length} zones`);
      return subnets.map((one) => ({ id: `${id} ${one}`, box: spread, parent: `subnet ${one}` }));
    }
    const own = picture.vpcs.flatMap((vpc) =>
      vpc.zones
        .flatMap((zone) => zone.subnets)
        .filter((subnet) => subnets.includes(subnet.id))
        .map(({ isPublic }) => ({ vpc, isPublic })),
    );
    const sort = own.every(({ isPublic }) => isPublic) ? "public" : "private";
    return [{ id, box: withDetail(box, `in ${sort} subnets`), parent: vpcId(own[0]!.vpc.id) }];
  });
}

const withDetail = (box: Box, detail: string): Box => ({
  ...box,
  details: [...box.details, detail],
});

/** Boxes in the order in which traffic reaches them. Gateways come last, as no traffic starts there. */
function inOrder({ boxes, flows }: Picture): Box[] {
  const order: string[] = [];
  const visit = (id: string): void => {
    if (order.includes(id)) return;
    order.push(id);
    flows.filter(({ from }) => from === id).forEach(({ to }) => visit(to));
  };
  boxes.filter(({ id }) => flows.every(({ to }) => to !== id)).forEach(({ id }) => visit(id));
  const rank = ({ id, kind }: Box): number =>
    (kind === "gateway" ? boxes.length : 0) + order.indexOf(id);
  return [...boxes].sort((one, other) => rank(one) - rank(other));
}

export const drawnFlows = ({ flows }: Picture, boxes: readonly DrawnBox[]): DrawnFlow[] =>
  flows.flatMap((flow, index) => {
    const all = (id: string) => boxes.filter(({ box }) => box.id === id);
    return all(flow.from).flatMap((from) =>
      all(flow.to).map((to) => ({
        id: `flow ${index} ${from.id} ${to.id}`,
        from: from.id,
        to: to.id,
        flow,
      })),
    );
  });
