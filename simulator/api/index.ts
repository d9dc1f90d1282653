import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { Account } from "../account";
import { serveDns } from "./dns";
import { Faults } from "./faults";
import { Functions, functionOfKey } from "./functions";
import { listenForOwnUser } from "../loopback/own-user-server";
import { Dispatcher } from "./dispatcher";
import type { ApiCall, Boot } from "./call";
import type { MetricValue } from "./cloudwatch";
import { type Incoming, jsonProtocol } from "./protocols";
import { identityOf } from "./identity";

/** A running API server for an account. */
export interface Api {
  readonly url: string;
  /** Host and port of the account's DNS server, which the account's functions use. */
  readonly dns: string;
  /** Every modelled call so far, including rejected ones. */
  readonly calls: readonly ApiCall[];
  /** Every metric value that was put. */
  readonly metrics: readonly MetricValue[];
  readonly faults: Faults;
  close(): Promise<void>;
}

/** Where functions run, instead of in this process's network. */
interface FunctionHost {
  /** The command that starts Node.js there. */
  readonly node: readonly string[];
  /** The URL of the API, as seen from there. */
  readonly url: string;
  /** Host and port of a name server, as seen from there. */
  readonly dns: string;
}

/** Options of the API server. */
export interface ApiOptions {
  /** @default - none */
  readonly faults?: Faults | undefined;
  /** Where functions run. @default - on this machine */
  readonly functions?: FunctionHost | undefined;
  /** Behavior of instances that AWS launches, at boot. @default - they serve at once */
  readonly boot?: Boot | undefined;
  /** Divisor of auto scaling's wait times: warm-up and lifecycle hooks. @default 1 */
  readonly speed?: number | undefined;
}

/** Who signed a request, and for which region: `Credential=<key>/<day>/<region>/…`. */
function signature({
  authorization = "",
  "x-amz-security-token": token,
}: Incoming["headers"]): Pick<Incoming, "region" | "caller" | "identity"> {
  const [, key = "", region = "us-east-1"] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(authorization) ?? [];
  const instance = /^ASIA([0-9A-F]{17})$/.exec(key)?.[1]?.toLowerCase();
  const caller = instance ? `i-${instance}` : (functionOfKey(key) ?? "");
  return { region, caller, identity: identityOf(key, region, token) };
}

async function read(message: IncomingMessage): Promise<Incoming> {
  const sent = await buffer(message);
  const headers = message.headers as Record<string, string | undefined>;
  const { pathname, searchParams } = new URL(message.url ?? "/", "http://localhost");
  return {
    method: message.method ?? "",
    path: pathname,
    query: searchParams,
    headers,
    body: headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent,
    ...signature(headers),
  };
}

/**
 * Serves the account over AWS's HTTP API to this user's processes, and its names over DNS, on free ports of
 * the loopback interface. Signatures are not checked. Functions run when invoked, not by schedules.
 */
export async function serveApi(
  account: Account,
  { faults = new Faults(), functions: place, boot = () => true, speed = 1 }: ApiOptions = {},
): Promise<Api> {
  const dns = await serveDns(account, faults.hidden);
  const reach = (): Record<string, string> => ({
    DNS_SERVERS: place?.dns ?? dns.address,
    AWS_ENDPOINT_URL: place?.url ?? url,
  });
  const functions = new Functions(account, reach, place?.node);
  const dispatcher = new Dispatcher(account, faults, functions, boot, speed);
  const server = createServer((incoming, outgoing) => {
    void read(incoming)
      .then((request) => dispatcher.answer(request))
      .catch((error: unknown) => jsonProtocol.error(400, "SerializationException", String(error)))
      .then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
  });
  const listener = await listenForOwnUser((connection) => server.emit("connection", connection));
  const url = `http://127.0.0.1:${listener.port}`;
  return {
    url,
    dns: dns.address,
    calls: dispatcher.calls,
    metrics: dispatcher.metrics,
    faults,
    close: async () => {
      functions.close();
      await dns.close();
      await listener.close();
    },
  };
}
