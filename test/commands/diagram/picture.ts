import type { Box, Picture } from "../../../commands/diagram/picture";

const box = (id: string, more: Partial<Box>): Box => ({
  id,
  kind: "machine",
  title: id,
  details: [],
  addresses: [],
  position: { kind: "above" },
  ...more,
});

/** A VPC in two zones with a balancer, a group across them, a machine in one and a spare in the other. */
export const smallPicture: Picture = {
  title: "Stack small",
  vpcs: [
    {
      id: "vpc",
      name: "network",
      cidr: "10.0.0.0/16",
      isBackend: false,
      zones: ["a", "b"].map((zone, index) => ({
        name: `us-east-1${zone}`,
        subnets: [
          { id: `public-${zone}`, isPublic: true, cidr: `10.0.${index * 16}.0/20` },
          { id: `private-${zone}`, isPublic: false, cidr: `10.0.${128 + index * 16}.0/20` },
        ],
      })),
    },
  ],
  boxes: [
    box("clients", { kind: "client" }),
    box("balancer", {
      kind: "balancer",
      details: ["internet-facing"],
      addresses: [{ key: "entry-a1", ip: "203.0.113.3" }, { key: "entry-b1" }],
      position: { kind: "subnets", subnets: ["public-a", "public-b"] },
    }),
    box("machine", { position: { kind: "subnets", subnets: ["private-a"] } }),
    box("group", { position: { kind: "subnets", subnets: ["private-a", "private-b"] } }),
    box("spare", { position: { kind: "subnets", subnets: ["private-b"] } }),
    box("elsewhere", { title: 'a "name" & more', kind: "name", position: { kind: "below" } }),
  ],
  flows: [
    { from: "clients", to: "balancer", idle: false },
    { from: "balancer", to: "machine", idle: false, share: 90 },
    { from: "balancer", to: "group", idle: false, share: 10 },
    { from: "balancer", to: "spare", idle: true },
    { from: "machine", to: "elsewhere", idle: false },
    { from: "spare", to: "elsewhere", idle: true },
  ],
  peerings: [],
};
