import { SignatureV4 } from "@smithy/signature-v4";
import type { CleanUp } from "./clean-up";
import type { Apis } from "./apis";

/** Makes roles, by calls of IAM that are signed here: no program has the SDK's client of IAM. */
export class IamApi {
  constructor(
    private readonly sts: Apis["sts"],
    private readonly endpoint: string | undefined,
    private readonly cleanUp: CleanUp,
  ) {}

  /** A role that the account's own users may assume, or a service. Its ARN. */
  async role(name: string, externalId?: string, service?: string): Promise<string> {
    const { Account } = await this.sts.getCallerIdentity({});
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: service ? { Service: service } : { AWS: `arn:aws:iam::${Account}:root` },
          Action: "sts:AssumeRole",
          ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
        },
      ],
    };
    const answer = await this.call({
      Action: "CreateRole",
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(policy),
    });
    this.cleanUp.later(() => this.call({ Action: "DeleteRole", RoleName: name }));
    return /<Arn>([^<]+)</.exec(answer)![1]!;
  }

  private async call(parameters: Record<string, string>): Promise<string> {
    const url = new URL(this.endpoint ?? "https://iam.amazonaws.com");
    const body = new URLSearchParams({ ...parameters, Version: "2010-05-08" }).toString();
    const { credentials, sha256 } = this.sts.config;
    const signer = new SignatureV4({ service: "iam", region: "us-east-1", credentials, sha256 });
    const { headers } = await signer.sign({
      method: "POST",
      path: "/",
      protocol: url.protocol,
      hostname: url.hostname,
      body,
      headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
    });
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`iam ${parameters["Action"]}: ${text}`);
    return text;
  }
}
