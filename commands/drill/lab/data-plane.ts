import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Api,
  DNS_RECORD,
  INSTANCE,
  type Stored,
  object,
  serveApi,
  text,
} from "../../../simulator";
import { pooledBalancers } from "./allow-list";
import { Backends } from "./backends";
import type { ClientMethods } from "./client";
import { eventually } from "./eventually";
import { HealthCheckers } from "./health-checkers";
import { Metadata } from "./metadata";
import { Names } from "./names";
import { followedBalancers, followedIn, registeredFor } from "./followed";
import { AT_ROUTER, CLIENT, FUNCTIONS, Network } from "./network";
import { Nodes } from "./nodes";
import { startRelay } from "./relay";
import { connectMethods } from "./rpc";
import { Schedules } from "./schedules";
import type { DataPlaneSettings, DrillEvent } from "./settings";

/** From the cut-off of a zone until AWS removes its addresses from load balancer names; an assumption. */
const WITHDRAWN_SECONDS = 60;

/** A lifecycle hook of ten minutes then takes two: a busy machine may need one minute to boot a node. */
const FASTEST_LAUNCHES = 5;

/** Calls of nodes and functions that show in the timeline. */
const ACTS = new Set([
  "AssociateAddress",
  "DisassociateAddress",
  "ReplaceRoute",
  "SetInstanceHealth",
  "CompleteLifecycleAction",
  "RegisterTargets",
  "DeregisterTargets",
  "SetSubnets",
  "ChangeResourceRecordSets",
]);

/** Calls whose responses depend on what the lab has found. */
const REPORTS = new Set([
  ...["DescribeLoadBalancers", "DescribeTargetHealth"],
  ...["GetHealthCheckStatus", "GetMetricStatistics"],
]);

/** The error message of a failed function, from Lambda's response. */
const reasonIn = (answer: string): string => /"errorMessage":"([^"]*)/.exec(answer)?.[1] ?? answer;

/** Runs the instances, load balancers and names of an account as machines. */
export class DataPlane {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-drill-"));
  network!: Network;
  nodes!: Nodes;
  names!: Names;
  backends!: Backends;
  health!: HealthCheckers;
  api!: Api;
  ask!: Awaited<ReturnType<typeof connectMethods<ClientMethods>>>;
  private metadata!: Metadata;
  /** From when all nodes serve. */
  private schedules: Schedules | undefined;
  /** Load balancers that AWS is creating. */
  private creating: readonly string[] = [];

  private constructor(readonly settings: DataPlaneSettings) {}

  /** Builds the data plane and waits until every node has its address and is healthy. */
  static async open(settings: DataPlaneSettings): Promise<DataPlane> {
    const plane = new DataPlane(settings);
    try {
      await plane.build();
    } catch (error) {
      await plane.close();
      throw error;
    }
    return plane;
  }

  private async build(): Promise<void> {
    const { account, speed, faults } = this.settings;
    this.network = Network.open();
    this.network.add(FUNCTIONS.name, [FUNCTIONS.address], "");
    this.api = await serveApi(account, {
      faults,
      // The machine does what the instance does at boot.
      boot: () => false,
      speed: this.launchSpeed,
      functions: {
        node: ["ip", "netns", "exec", this.network.name(FUNCTIONS.name), process.execPath],
        url: `http://${AT_ROUTER.api}`,
        dns: `${AT_ROUTER.vpcResolver}:53`,
      },
    });
    this.metadata = await Metadata.open(account);
    startRelay(this.network, this.folder, {
      api: new URL(this.api.url).port,
      metadata: this.metadata.port,
    });
    this.ask = await connectMethods<ClientMethods>(
      this.network.spawn(
        CLIENT.name,
        [process.execPath, "--require", "tsx", join(__dirname, "client.ts")],
        { stdio: ["ignore", "ignore", "inherit", "ipc"] },
      ),
    );
    this.health = new HealthCheckers(
      account,
      (target) => this.ask("ask", target),
      speed,
      (check, healthy) => this.healthChanged(check, healthy),
    );
    this.names = await Names.open(this.network, account, (one) => this.isUsable(one), speed);
    this.backends = new Backends(this.network, this.folder, this.settings);
    this.names.hidden = this.api.faults.hidden;
    await this.backends.start();
    this.nodes = new Nodes(this.network, this.metadata, this.folder, this.settings);
    if (this.settings.pace) this.api.faults.removal = (addresses) => this.removeZones(addresses);
    this.api.faults.watch = async ({ action, caller, when }) => {
      if (when === "before" && REPORTS.has(action)) await this.report();
      if (when === "before" || !ACTS.has(action)) return;
      this.record("act", `${this.nodes.labelOf(caller)} calls ${action}`);
      this.follow();
    };
    await this.nodes.start();
    await this.nodes.settle();
    this.schedules = new Schedules(account, (called, input) => this.call(called, input), speed);
    this.follow();
  }

  /** Makes AWS's API report what the load balancers and Route 53's checkers found. */
  private async report(): Promise<void> {
    // With time, AWS gets on with its work.
    if (this.settings.pace) this.follow();
    const { unhealthy, provisioning } = this.api.faults;
    const found = [...(await this.backends.unhealthy()), ...this.health.failing()];
    unhealthy.clear();
    found.forEach((one) => unhealthy.add(one));
    this.listen();
    this.creating.forEach((one) => provisioning.delete(one));
    this.creating = this.backends.paced.provisioning();
    this.creating.forEach((one) => provisioning.add(one));
  }

  /** Makes CloudWatch know of nodes only what their programs told it. */
  private listen(): void {
    const { metrics, faults } = this.api;
    const ready = metrics.filter(({ name }) => name === "Ready");
    const told = new Set(ready.map(({ dimensions }) => dimensions["InstanceId"]));
    const nodes = this.settings.account.all(INSTANCE).filter(({ companionOf }) => companionOf);
    faults.silent.clear();
    nodes.filter(({ id }) => !told.has(id)).forEach(({ id }) => faults.silent.add(id));
  }

  /** What AWS does after a call that removes zones: it ends their service, and frees their addresses later. */
  private async removeZones(addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      this.network.lead(address, undefined);
      this.record("act", `AWS removes the zone of ${address} from its load balancer`);
    }
    void this.wait(WITHDRAWN_SECONDS).then(() =>
      addresses.forEach((one) => this.names.withdrawn.add(one)),
    );
    await this.wait(this.settings.pace!.removalSeconds);
    addresses.forEach((one) => this.names.withdrawn.delete(one));
  }

  private async call({ id }: Stored, body: string): Promise<void> {
    const path = `/2015-03-31/functions/${id}/invocations`;
    const answer = await fetch(this.api.url + path, { method: "POST", body });
    const said = await answer.text();
    if (answer.status === 200 && !answer.headers.has("x-amz-function-error")) return;
    this.record("detect", `${id} fails: ${reasonIn(said)}`);
  }

  /**
   * Waits until every node runs, has its address and is healthy, and the followed addresses are those in DNS.
   * Waits at most twice the time of a replacement, plus two minutes.
   */
  async waitUntilHealthy(): Promise<void> {
    const { replaceSeconds, speed } = this.settings;
    await this.nodes.settle(120_000 + (2_000 * replaceSeconds) / speed);
    await eventually(
      () => Promise.resolve(this.health.areHealthy()),
      () => `an address stays unhealthy:\n${this.nodes.log}`,
    );
    const { account } = this.settings;
    const followed = followedIn(account);
    await eventually(
      () =>
        Promise.resolve(
          followed.every(
            (one) =>
              registeredFor(account, one).join() === this.names.addressesOf(one.dnsName).join(),
          ),
        ),
      () => `the targets of ${followed.map(({ dnsName }) => dnsName).join()} are not its addresses`,
      120_000 + 600_000 / speed,
    );
  }

  /** Divisor of launch timeouts: machines here take some seconds to boot at any speed. */
  get launchSpeed(): number {
    return Math.min(this.settings.speed, FASTEST_LAUNCHES);
  }

  record(kind: DrillEvent["kind"], text: string): void {
    this.settings.onEvent({ at: Date.now(), kind, text });
  }

  private healthChanged(check: Stored, healthy: boolean): void {
    const name = text(object(check.inputs["tags"])["Name"]) || check.id;
    this.record("detect", `Route 53: ${name} is ${healthy ? "healthy" : "unhealthy"}`);
  }

  private isUsable({ inputs }: Stored): boolean {
    return this.health.isHealthy(text(inputs["healthCheckId"]));
  }

  /** Updates the data plane from the account. Nodes that were just ended may still have called AWS. */
  follow(): void {
    if (this.closed.aborted) return;
    this.nodes.follow();
    if (this.schedules) {
      this.health.follow();
      this.schedules.follow();
    }
    void this.backends.follow();
    const { hidden } = this.api.faults;
    hidden.clear();
    for (const { publicAddress } of this.backends.paced.coming()) {
      if (publicAddress !== undefined) hidden.add(publicAddress);
    }
  }

  /**
   * Replaces the addresses of the load balancers that functions or clients follow; the returned function ends
   * the old ones.
   */
  moveBalancers(): Promise<() => Promise<void>> {
    const { account } = this.settings;
    return this.backends.move([...followedBalancers(account), ...pooledBalancers(account)]);
  }

  /** Changes the account as an update of the stack would, and updates the data plane. */
  change(resource: Stored, inputs: Stored["inputs"]): Stored {
    const changed = this.settings.account.update(resource, { ...resource.inputs, ...inputs });
    this.follow();
    return changed;
  }

  /** Cuts a zone off; after a while, AWS removes the load balancers' addresses there from their names. */
  cutOff(zone: string): void {
    this.network.block(zone);
    const addresses = this.backends.addressesIn(zone);
    void this.wait(WITHDRAWN_SECONDS).then(() => {
      addresses.forEach((address) => this.names.withdrawn.add(address));
      if (addresses.length > 0)
        this.record("detect", `load balancer names resolve without ${zone}`);
    });
  }

  /** Ends what `cutOff` began. */
  rejoin(zone: string): void {
    this.network.block(zone, false);
    void this.wait(WITHDRAWN_SECONDS).then(() => this.names.withdrawn.clear());
  }

  /** The records with a name. */
  recordsOf(name: string): Stored[] {
    return this.settings.account
      .all(DNS_RECORD)
      .filter(({ outputs }) => text(outputs["fqdn"]).replace(/\.$/, "") === name);
  }

  /** Waits for seconds of AWS's time. */
  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, (seconds * 1000) / this.settings.speed));
  }

  /** Waits for seconds of this computer's time. */
  pause(seconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }

  /** Aborted on close: ends what a rehearsal has started. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  private readonly closing = new AbortController();

  async close(): Promise<void> {
    this.closing.abort();
    try {
      this.schedules?.close();
      this.health?.close();
      this.nodes?.close();
      await this.network?.close();
      await this.metadata?.close();
      await this.api?.close();
    } finally {
      // Programs that were just killed may still write.
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
    }
  }
}
