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
  /** Until it was answered, or failed. */
  readonly milliseconds: number;
  /** Status of HTTP; 0 if there was no answer. */
  readonly status: number;
  /** What was wrong if there was no good answer. */
  readonly error: string;
  /** What answered: the colour, and the address of the node that it came through. */
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
  /** Whether clients keep the first answer of DNS for good. @default false */
  readonly ignoresTtl?: boolean;
  readonly onSample?: (sample: Sample) => void;
}

/** How long a request may take, connection included; what takes longer has failed. */
export const PATIENCE_SECONDS = 3;

/** Workers that may wait for answers at a time. */
const MOST_WORKERS = 3_000;

let loads = 0;

/**
 * A steady load by vegeta: a new connection for every request, to one address that the resolver gives, and
 * no second try. That is the least patient client there is; most others try the next address.
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
      // It asks the resolver again each second; how long that keeps an answer is what counts.
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

  /** Sends nothing more, waits for the answers that are missing, and gives all samples by time. */
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

/** Errors of Go, without the URL and addresses that make each of them different. */
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
