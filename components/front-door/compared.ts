/** A front door as a row of `npm run compare`. */
export interface ComparedFrontDoor {
  readonly title: string;
  /** Sections under `holdfast:`, without the network. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Kind of addresses that clients connect to. */
  readonly addresses: string;
  /** Whether failover of a machine or a zone depends on a call of AWS's control plane. */
  readonly failoverCall: string;
  /** What clients lose with a whole zone. */
  readonly zoneLoss: string;
}

/** Sections that all rows share. */
export const DNS = { zone: "holdfast-demo.net", createZone: true };

/** Two colours with HTTPS, each in its own VPC. */
export const COLORS = {
  live: "blue",
  blue: { cidr: "10.30.0.0/16" },
  green: { cidr: "10.40.0.0/16" },
};

/** The same with plain HTTP. */
export const PLAIN_COLORS = {
  live: "blue",
  blue: { cidr: "10.30.0.0/16", port: 80 },
  green: { cidr: "10.40.0.0/16", port: 80 },
};

/** What clients of an NLB lose with a zone. */
export const NLB_ZONE_LOSS = "its address: DNS stops returning it";
