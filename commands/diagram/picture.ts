/** A fixed public address, by its permanent key. */
export interface BoxAddress {
  readonly key: string;
  /** Absent until AWS has assigned it. */
  readonly ip?: string | undefined;
}

/** Where a box is placed. */
export type BoxPosition =
  /** Above all VPCs: what clients connect to first. */
  | { readonly kind: "above" }
  /** Below the VPC of the front door: names that resolve outside it. */
  | { readonly kind: "below" }
  /** In a VPC, but in none of its subnets. */
  | { readonly kind: "vpc"; readonly vpc: string }
  /** In a subnet, or across several of one VPC. */
  | { readonly kind: "subnets"; readonly subnets: readonly string[] };

export type BoxKind = "client" | "name" | "balancer" | "machine" | "gateway";

/** A node of the traffic flow. */
export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  readonly title: string;
  readonly details: readonly string[];
  readonly addresses: readonly BoxAddress[];
  readonly position: BoxPosition;
}

/** Where traffic goes next. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  /** Percentage, if several share the traffic unevenly. */
  readonly share?: number | undefined;
  /** Whether no traffic goes here now. */
  readonly idle: boolean;
}

export interface DrawnSubnet {
  readonly id: string;
  readonly isPublic: boolean;
  /** IPv4 block, or the id of a subnet that the stack only refers to. */
  readonly cidr: string;
}

export interface DrawnZone {
  readonly name: string;
  readonly subnets: readonly DrawnSubnet[];
}

export interface DrawnVpc {
  readonly id: string;
  readonly name: string;
  /** IPv4 block; empty if the stack only refers to the VPC. */
  readonly cidr: string;
  /** Whether the stack only refers to it. */
  readonly isExisting?: boolean;
  /** Whether it belongs to a backend, and not to the front door. */
  readonly isBackend: boolean;
  readonly zones: readonly DrawnZone[];
}

export interface DrawnPeering {
  readonly from: string;
  readonly to: string;
}

/** The contents of a stack's picture, ordered by name. */
export interface Picture {
  readonly title: string;
  readonly vpcs: readonly DrawnVpc[];
  readonly boxes: readonly Box[];
  readonly flows: readonly Flow[];
  readonly peerings: readonly DrawnPeering[];
}
