import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Packet, decode, encode } from "dns-packet";
import { type Account, type Stored, answerQuery } from "../../../simulator";
import type { Passed } from "./dns-front";
import { AT_ROUTER, type Network, ROUTER } from "./network";

const DNSMASQ = [
  ...["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--pid-file="],
  ...["--bind-interfaces", "--no-resolv", "--no-hosts", "--log-facility=-", "--no-negcache"],
];

/** Resolvers that cache answers for their TTL: the VPC's, and the clients'. */
export type Resolver = "vpcResolver" | "publicResolver";

const addressesIn = ({ answers = [] }: Packet): string[] =>
  answers.flatMap((one) => (one.type === "A" ? [one.data] : []));

/** Simulates Route 53 and the resolvers that query it. */
export class Names {
  private readonly resolvers = new Map<Resolver, ChildProcess>();
  /** How long Route 53 takes to answer the VPC's resolver. */
  delayMs = 0;

  /** Addresses of load balancers that AWS has removed from their names. */
  readonly withdrawn = new Set<string>();

  /** Addresses of load balancers that their names do not have yet. */
  hidden: ReadonlySet<string> = new Set();

  /** Addresses that Route 53 has returned to the clients' resolver. */
  readonly seen = new Set<string>();

  private constructor(
    private readonly network: Network,
    private readonly front: ChildProcess,
    private readonly account: Account,
    private readonly isHealthy: (record: Stored) => boolean,
    private readonly speed: number,
  ) {
    front.on("message", (passed: Passed) => void this.answer(passed));
  }

  /** @param speed divisor of TTLs */
  static async open(
    network: Network,
    account: Account,
    isHealthy: (record: Stored) => boolean,
    speed: number,
  ): Promise<Names> {
    const program = [process.execPath, "--require", "tsx", join(__dirname, "dns-front.ts")];
    const front = network.spawn(ROUTER, [...program, AT_ROUTER.authority], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const names = new Names(network, front, account, isHealthy, speed);
    await once(front, "message");
    names.start("vpcResolver");
    names.start("publicResolver");
    return names;
  }

  private async answer({ id, message, from }: Passed): Promise<void> {
    if (id === 0) return;
    const reply = this.ask(decode(Buffer.from(message, "base64")));
    if (from === AT_ROUTER.publicResolver) addressesIn(reply).forEach((one) => this.seen.add(one));
    if (this.delayMs > 0 && from === AT_ROUTER.vpcResolver) await sleep(this.delayMs);
    // It may end at any moment, with the network: then no client waits for this answer.
    this.front.send({ id, message: encode(reply).toString("base64") }, () => {});
  }

  private ask(query: Packet): Packet {
    const hidden = new Set([...this.withdrawn, ...this.hidden]);
    const reply = answerQuery(this.account, query, this.isHealthy, hidden);
    const answers = (reply.answers ?? []).map((one) =>
      "ttl" in one ? { ...one, ttl: Math.max(1, Math.round((one.ttl ?? 0) / this.speed)) } : one,
    );
    return { ...reply, answers };
  }

  /** Route 53's current answer for a name. */
  addressesOf(name: string): string[] {
    return addressesIn(this.ask({ type: "query", questions: [{ type: "A", name }] })).sort();
  }

  start(resolver: Resolver): void {
    const address = AT_ROUTER[resolver];
    const options = [`--listen-address=${address}`, `--server=${AT_ROUTER.authority}@${address}`];
    const child = this.network.spawn(ROUTER, [...DNSMASQ, ...options], { stdio: "ignore" });
    this.resolvers.set(resolver, child);
  }

  /** Stops a resolver: queries time out. */
  stop(resolver: Resolver): void {
    this.resolvers.get(resolver)?.kill("SIGSTOP");
  }

  /** Resumes a stopped resolver. */
  resume(resolver: Resolver): void {
    this.resolvers.get(resolver)?.kill("SIGCONT");
  }
}
