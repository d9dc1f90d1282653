import { partitionOf } from "../../../components/settings/partition";
import { randomUUID } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { ExperimentTemplate } from "./template";

type Signer = ConstructorParameters<typeof SignatureV4>[0];

/** Credentials and hash come from an SDK client. */
interface AwsAccess extends Pick<Signer, "credentials" | "sha256"> {
  readonly region: string;
  /** Endpoint to use instead of AWS's, as AWS_ENDPOINT_URL says. */
  readonly endpoint?: string | undefined;
}

/** The state of an experiment. */
export interface Experiment {
  readonly id: string;
  /** pending, initiating, running, stopping; final states are completed, stopped, failed, cancelled. */
  readonly status: string;
  readonly reason: string;
}

interface ExperimentAnswer {
  readonly experiment: {
    readonly id: string;
    readonly state: { readonly status: string; readonly reason?: string };
  };
}

/**
 * The five FIS calls of a rehearsal, and the STS call that returns the account. It does without the SDK's
 * client for FIS, which would add as many packages as all other dependencies together.
 */
export class Fis {
  constructor(private readonly access: AwsAccess) {}

  /** The id of the account that the credentials belong to. */
  async account(): Promise<string> {
    const query = "Action=GetCallerIdentity&Version=2011-06-15";
    const answer = (await this.call("sts", "POST", "/", query)) as {
      GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: string } };
    };
    return answer.GetCallerIdentityResponse.GetCallerIdentityResult.Account;
  }

  async createTemplate(template: ExperimentTemplate): Promise<string> {
    const body = JSON.stringify({ clientToken: randomUUID(), ...template });
    const answer = await this.call("fis", "POST", "/experimentTemplates", body);
    return (answer as { experimentTemplate: { id: string } }).experimentTemplate.id;
  }

  async deleteTemplate(id: string): Promise<void> {
    await this.call("fis", "DELETE", `/experimentTemplates/${id}`);
  }

  async start(experimentTemplateId: string, tags: ExperimentTemplate["tags"]): Promise<Experiment> {
    const body = JSON.stringify({ clientToken: randomUUID(), experimentTemplateId, tags });
    return experimentIn(await this.call("fis", "POST", "/experiments", body));
  }

  async experiment(id: string): Promise<Experiment> {
    return experimentIn(await this.call("fis", "GET", `/experiments/${id}`));
  }

  async stop(id: string): Promise<Experiment> {
    return experimentIn(await this.call("fis", "DELETE", `/experiments/${id}`));
  }

  private async call(service: string, method: string, path: string, body = ""): Promise<unknown> {
    const { region, credentials, sha256, endpoint } = this.access;
    const url = new URL(
      path,
      endpoint ?? `https://${service}.${region}.${partitionOf(region).dnsSuffix}`,
    );
    const signer = new SignatureV4({ service, region, credentials, sha256 });
    const type = service === "sts" ? "x-www-form-urlencoded" : "json";
    const { headers } = await signer.sign({
      method,
      path: url.pathname,
      protocol: url.protocol,
      hostname: url.hostname,
      body,
      headers: {
        host: url.host,
        accept: "application/json",
        "content-type": `application/${type}`,
      },
    });
    const response = await fetch(url, { method, headers, body: body || null });
    const text = await response.text();
    if (response.ok) return JSON.parse(text || "{}");
    const kind = response.headers.get("x-amzn-errortype")?.split(":")[0] ?? response.status;
    throw new Error(`${service} ${method} ${path}: ${kind}: ${messageIn(text)}`);
  }
}

const experimentIn = (answer: unknown): Experiment => {
  const { id, state } = (answer as ExperimentAnswer).experiment;
  return { id, status: state.status, reason: state.reason ?? "" };
};

function messageIn(text: string): string {
  try {
    const { message, Error: error } = JSON.parse(text) as {
      message?: string;
      Error?: { Message: string };
    };
    return message ?? error?.Message ?? text;
  } catch {
    return text;
  }
}
