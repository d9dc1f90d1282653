import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AT_ROUTER, CLIENT, type Network } from "../lab/network";

/** One request, as the client saw it. */
export interface Sample {
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until it was answered or failed. */
  readonly milliseconds: number;
  /** HTTP status; 0 without a response. */
  readonly status: number;
  /** The error, if the request failed. */
  readonly error: string;
  /** The colour that answered, and the address of the node that forwarded the request. */
  readonly color: string;
  readonly node: string;
}

interface LoadSettings {
  readonly vegeta: string;
  readonly network: Network;
  readonly folder: string;
  /** Such as `https://static.example.com:443/`. */
  readonly url: string;
  readonly ratePerSecond: number;
  /** Address of the client. */
  readonly from: string;
  /** Whether clients keep the first DNS answer forever. @default false */
  readonly ignoresTtl?: boolean;
  readonly onSample?: (sample: Sample) => void;
}

/** Timeout of a request, connection included. */
export const PATIENCE_SECONDS = 3;

/** Maximum of requests in flight. */
const MOST_WORKERS = 3_000;

let loads = 0;

/**
 * A steady load by vegeta: a new connection for every request, to one address that the resolver returns,
 * without retries. That is the worst case; most clients try the next address.
 */
export class Load {
  readonly samples: Sample[] = [];

  private constructor(
    private readonly attack: ChildProcess,
    private readonly done: Promise<unknown>,
  ) {}

  static start(settings: LoadSettings): Load {
    const { vegeta, network, folder, url, ratePerSecond, from, ignoresTtl = false } = settings;
    const targets = join(folder, `targets-${++loads}`);
    writeFileSync(targets, `GET ${url}\n`);
    const options = [
      ...[`-targets=${targets}`, `-rate=${ratePerSecond}`, "-duration=0", "-keepalive=false"],
      `-laddr=${from}`,
      ...[
        "-insecure",
        "-http2=false",
        `-timeout=${PATIENCE_SECONDS}s`,
        `-max-workers=${MOST_WORKERS}`,
      ],
      // vegeta queries the resolver each second. The resolver's cache decides how long an answer is used.
      ...[`-resolvers=${AT_ROUTER.publicResolver}:53`, `-dns-ttl=${ignoresTtl ? "0" : "1s"}`],
    ];
    const attack = network.spawn(CLIENT.name, [vegeta, "attack", ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const encode = network.spawnOutside([vegeta, "encode", "--to=json"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    attack.stdout!.pipe(encode.stdin!);
    const lines = createInterface({ input: encode.stdout! });
    const load = new Load(attack, once(lines, "close"));
    lines.on("line", (line) => {
      const sample = parseSample(line);
      load.samples.push(sample);
      settings.onSample?.(sample);
    });
    return load;
  }

  /** Stops sending, waits for the remaining responses, and returns all samples by time. */
  async stop(): Promise<readonly Sample[]> {
    this.attack.kill("SIGINT");
    await this.done;
    return this.samples.sort((one, other) => one.at - other.at);
  }
}

/** Reads a line of `vegeta encode`. */
export function parseSample(line: string): Sample {
  const { timestamp, latency, code, error, body } = JSON.parse(line) as {
    timestamp: string;
    latency: number;
    code: number;
    error: string;
    body: string | null;
  };
  const text = Buffer.from(body ?? "", "base64").toString();
  const [color = "", , node = ""] = code === 200 ? text.trim().split(" ") : [];
  return {
    at: Date.parse(timestamp),
    milliseconds: latency / 1e6,
    status: code,
    error: code === 200 ? "" : shortened(error) || `status ${code}`,
    color,
    node,
  };
}

/** Go's errors, without their URLs and addresses, so that equal ones can be counted. */
function shortened(error: string): string {
  const known: readonly [RegExp, string][] = [
    [/lookup/, "name not resolved"],
    [/Client\.Timeout|deadline exceeded|i\/o timeout|TLS handshake timeout/, "no answer in time"],
    [/connection refused/, "connection refused"],
    [/connection reset/, "connection reset"],
    [/EOF/, "connection closed"],
    [/no route to host|unreachable/, "no route"],
  ];
  return known.find(([pattern]) => pattern.test(error))?.[1] ?? error.slice(0, 80);
}
