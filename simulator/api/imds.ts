import { randomUUID } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import type { Account } from "../account";
import { INSTANCE } from "../model/tokens";
import { listenForOwnUser } from "../loopback/own-user-server";
import type { Stored } from "../model/resource";
import { isGiven, object, text } from "../model/values";

/** A running instance metadata service for one instance. */
export interface Imds {
  readonly url: string;
  /** Expires all tokens issued so far. */
  expireTokens(): void;
  /** Simulates that the auto scaling group is about to terminate the instance. */
  announceTermination(): void;
  close(): Promise<void>;
}

const LONGEST_TOKEN_SECONDS = 21_600;

/** A key of temporary credentials that names the instance: `ASIA` and the 17 characters of its id. */
const accessKey = (instanceId: string): string => `ASIA${instanceId.slice(2).toUpperCase()}`;

/** The metadata at a path below /latest/meta-data/; undefined for 404. */
function metadata(account: Account, instance: Stored, path: string): string | undefined {
  const state = account.state(instance);
  const tags = account.tagsOf(instance);
  const zone = text(state["availabilityZone"]);
  const profile = text(instance.inputs["iamInstanceProfile"]);
  const showsTags = object(state["metadataOptions"])["instanceMetadataTags"] === "enabled";
  if (path.startsWith("tags/instance") && showsTags) {
    const key = path.slice("tags/instance/".length);
    return key === "" ? Object.keys(tags).join("\n") : tags[key];
  }
  const role = `iam/security-credentials/${profile}`;
  const known: Readonly<Record<string, string>> = {
    "instance-id": instance.id,
    "instance-type": text(state["instanceType"]),
    "ami-id": text(state["ami"]),
    "local-ipv4": text(state["privateIp"]),
    "public-ipv4": text(state["publicIp"]),
    mac: macOf(instance.id),
    "placement/availability-zone": zone,
    "placement/region": instance.region,
    ...(profile
      ? {
          "iam/security-credentials/": profile,
          [role]: JSON.stringify({
            Code: "Success",
            Type: "AWS-HMAC",
            AccessKeyId: accessKey(instance.id),
            SecretAccessKey: "simulated",
            Token: "simulated",
            LastUpdated: new Date().toISOString(),
            Expiration: new Date(Date.now() + 6 * 3600_000).toISOString(),
          }),
        }
      : {}),
  };
  return known[path] || undefined;
}

const macOf = (instanceId: string): string =>
  ["02", ...(instanceId.slice(-10).match(/../g) ?? [])].join(":");

const headerOf = (request: IncomingMessage, name: string): string =>
  [request.headers[name]].flat()[0] ?? "";

/**
 * Serves the metadata of an instance (IMDSv2 only) on a free port of the loopback interface, from the current
 * account: once the instance is terminated, it has no metadata.
 */
export async function serveImds(account: Account, instanceId: string): Promise<Imds> {
  const tokens = new Map<string, number>();
  let target = "InService";
  const answer = (request: IncomingMessage): [status: number, body: string] => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const instance = account.all(INSTANCE).find(({ id }) => id === instanceId);
    if (!instance) {
      return [404, ""];
    }
    if (path === "/latest/api/token") {
      const seconds = Number(headerOf(request, "x-aws-ec2-metadata-token-ttl-seconds") || NaN);
      if (request.method !== "PUT") {
        return [405, ""];
      }
      if (!(seconds >= 1 && seconds <= LONGEST_TOKEN_SECONDS)) {
        return [400, ""];
      }
      const token = randomUUID();
      tokens.set(token, Date.now() + seconds * 1000);
      return [200, token];
    }
    const valid = tokens.get(headerOf(request, "x-aws-ec2-metadata-token")) ?? 0;
    if (Date.now() >= valid) {
      return [401, ""];
    }
    if (path === "/latest/meta-data/autoscaling/target-lifecycle-state") {
      return [200, target];
    }
    const found = path.startsWith("/latest/meta-data/")
      ? metadata(account, instance, decodeURIComponent(path.slice("/latest/meta-data/".length)))
      : undefined;
    return isGiven(found) ? [200, text(found)] : [404, ""];
  };
  const server = createServer((request, response) => {
    const [status, body] = answer(request);
    const headers = {
      "content-type": "text/plain",
      "x-aws-ec2-metadata-token-ttl-seconds": headerOf(
        request,
        "x-aws-ec2-metadata-token-ttl-seconds",
      ),
    };
    response.writeHead(status, headers).end(body);
  });
  const listener = await listenForOwnUser((connection) => server.emit("connection", connection));
  return {
    url: `http://127.0.0.1:${listener.port}`,
    expireTokens: () => tokens.clear(),
    announceTermination: () => void (target = "Terminated"),
    close: () => listener.close(),
  };
}
