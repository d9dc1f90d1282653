import { type Api, type ApiOptions, serveApi } from "../../../simulator/api";
import { claimAddress } from "../../../commands/local/claim-address";
import { INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

/** Versions of the services with the query protocol. */
const versions = {
  ec2: "2016-11-15",
  autoscaling: "2011-01-01",
  elbv2: "2015-12-01",
  cloudwatch: "2010-08-01",
  sts: "2011-06-15",
} as const;

/** An account that is served, and calls to it as the AWS command line sends them. */
export class ApiLab {
  private constructor(
    readonly aws: Lab,
    readonly api: Api,
  ) {}

  static async open(options: ApiOptions = {}, aws = new Lab()): Promise<ApiLab> {
    return new ApiLab(aws, await serveApi(aws.account, { boot: claimAddress, ...options }));
  }

  /** Calls an action of the query protocol; answers the XML. */
  async call(
    service: keyof typeof versions,
    Action: string,
    parameters: Record<string, string> = {},
  ): Promise<string> {
    const body = new URLSearchParams({ Action, Version: versions[service], ...parameters });
    return (await fetch(this.api.url, { method: "POST", body })).text();
  }

  /** An instance in a subnet of its own VPC, or in the one given. */
  instance(subnet: Stored = this.aws.subnet(this.aws.vpc()), inputs: Values = {}): Stored {
    return this.aws.make(INSTANCE, {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      subnetId: subnet.id,
      ...inputs,
    });
  }
}

/** The texts of all elements of a name. */
export const all = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text = ""]) => text);
