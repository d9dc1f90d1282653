export type Tags = Readonly<Record<string, string>>;

/** The VPC 10.0.0.0/16 with an internet gateway, and a subnet in each of two zones. */
export interface Place {
  readonly vpc: string;
  readonly gateway: string;
  readonly subnets: readonly [a: string, b: string];
}

export interface TargetGroupSettings {
  readonly targetType?: "ip" | "instance";
  /** Whether a listener of an NLB forwards to it. */
  readonly used?: boolean;
}

export interface GroupSettings {
  readonly template: string;
  readonly version: string;
  readonly graceSeconds?: number;
  readonly targetGroup?: string;
}

export interface RecordSettings {
  readonly name: string;
  readonly type: "A" | "CNAME" | "TXT";
  readonly values: readonly string[];
}

/** Creates the resources that cases need, with calls that the project's programs do not make. Returns ids. */
export interface Makers {
  place(): Promise<Place>;
  /** Another VPC, with the same blocks. */
  otherPlace(): Promise<Place>;
  address(tags?: Tags): Promise<string>;
  publicIp(address: string): Promise<string>;
  instance(settings?: { tags?: Tags; place?: Place; image?: string }): Promise<string>;
  stop(instance: string): Promise<void>;
  terminate(instance: string): Promise<void>;
  /** The primary network interface. */
  interfaceOf(instance: string): Promise<string>;
  networkInterface(): Promise<string>;
  deleteNetworkInterface(id: string): Promise<void>;
  /** An instance whose primary network interface was made before it, and outlives it. */
  node(): Promise<{ instance: string; networkInterface: string }>;
  natGateway(address: string): Promise<string>;
  routeTable(): Promise<string>;
  image(tags: Tags): Promise<{ id: string; snapshot: string }>;
  template(name: string, image?: string): Promise<string>;
  /** A further version of a launch template. */
  version(template: string): Promise<void>;
  group(name: string, settings: GroupSettings): Promise<void>;
  /** An NLB. Its ARN. */
  balancer(): Promise<string>;
  targetGroup(name: string, settings?: TargetGroupSettings): Promise<string>;
  zone(name: string): Promise<string>;
  record(zone: string, settings: RecordSettings): Promise<void>;
  /** `name type ttl values` of all records but those of the zone itself. */
  records(zone: string): Promise<readonly string[]>;
  healthCheck(address: string): Promise<string>;
  bucket(): Promise<string>;
  object(bucket: string, key: string, content: string, metadata?: Tags): Promise<void>;
  /** A role that the account may assume, with an external id if one is given. Its ARN. */
  role(name: string, externalId?: string): Promise<string>;
  /** A Node.js function that returns its event: `ECHO_CODE`. */
  lambda(name: string): Promise<void>;
  /** Of a kind that the tagging API names, such as `ec2:vpc`. Its ARN. */
  tagged(kind: string, tags: Tags): Promise<string>;
}

/** The module index.mjs of the function that cases invoke. */
export const ECHO_CODE = "export const handler = async (event) => ({ got: event });\n";

/** The same, as an archive. */
export const ECHO_CODE_ZIP =
  "UEsDBBQAAAAIAAAAIVwZoGUwOQAAADoAAAAJAAAAaW5kZXgubWpzS60oyC8qUUjOzysuUchIzEvJSS1SsFVILK7MS1bQSC1LzSvRVLC1U9CoVkjPL7FSAIso1GpacwEAUEsBAhQDFAAAAAgAAAAhXBmgZTA5AAAAOgAAAAkAAAAAAAAAAAAAAKQBAAAAAGluZGV4Lm1qc1BLBQYAAAAAAQABADcAAABgAAAAAAA=";

export const REGION = "us-east-1";
