import { Account, type AccountOptions } from "./account";
import { problemsWith } from "./model/inputs";
import {
  EIP,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
} from "./model/tokens";
import type { Stored } from "./model/resource";
import type { Values } from "./model/values";

/** An AWS account in memory, with shortcuts to create common resources. */
export class Lab {
  readonly account: Account;

  constructor(
    readonly region = "us-east-1",
    options?: AccountOptions,
  ) {
    this.account = Account.inMemory(options);
  }

  /** Creates a resource as the provider does: checks the inputs, then calls AWS. */
  make(type: string, inputs: Values): Stored {
    this.check(type, inputs);
    return this.account.settle(this.account.create(type, this.region, inputs));
  }

  /** Changes some inputs of a resource; `undefined` removes one. */
  change(resource: Stored, inputs: Values): Stored {
    const changed = { ...resource.inputs, ...inputs };
    this.check(resource.type, changed);
    return this.account.settle(this.account.update(resource, changed));
  }

  state(resource: Stored): Values {
    return this.account.state(this.account.read(resource) ?? resource);
  }

  vpc(inputs: Values = {}): Stored {
    return this.make(VPC, { cidrBlock: "10.0.0.0/16", ...inputs });
  }

  subnet(vpc: Stored, inputs: Values = {}): Stored {
    return this.make(SUBNET, { vpcId: vpc.id, cidrBlock: "10.0.0.0/20", ...inputs });
  }

  gateway(vpc: Stored): Stored {
    return this.make(INTERNET_GATEWAY, { vpcId: vpc.id });
  }

  routeTable(vpc: Stored): Stored {
    return this.make(ROUTE_TABLE, { vpcId: vpc.id });
  }

  securityGroup(vpc: Stored, name = "web"): Stored {
    return this.make(SECURITY_GROUP, { vpcId: vpc.id, name });
  }

  eip(inputs: Values = {}): Stored {
    return this.make(EIP, { domain: "vpc", ...inputs });
  }

  nat(subnet: Stored, eip: Stored): Stored {
    return this.make(NAT_GATEWAY, { subnetId: subnet.id, allocationId: eip.id });
  }

  private check(type: string, inputs: Values): void {
    const problems = problemsWith(type, inputs, this.region);
    if (problems.length > 0) {
      throw new Error(problems.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    }
  }
}
