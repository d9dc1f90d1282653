import { EIP, INSTANCE, ROUTE, type Stored, associationOfAddress, text } from "../../../simulator";
import { readCloudConfig } from "./cloud-config";
import type { DataPlaneSettings } from "./settings";
import { eventInLine } from "./event-lines";
import { isContainerInstance, taskFiles } from "./ecs-task";
import { eventually } from "./eventually";
import { LabMachine } from "./machine";
import type { Metadata } from "./metadata";
import type { Network } from "./network";

/** A node: an instance whose user data sets up a node. */
export interface Node {
  readonly id: string;
  /** Its label, such as a1. */
  readonly label: string;
  readonly zone: string;
  readonly address: string;
  readonly machine: LabMachine;
}

/** The nodes of an account, which follow its instances, and the addresses that are routed to them. */
export class Nodes {
  private readonly nodes = new Map<string, Node>();
  /** Instances whose machine has not started yet. */
  private readonly coming = new Map<string, NodeJS.Timeout>();
  private readonly labels = new Map<string, string>();
  private failure: Error | undefined;

  constructor(
    private readonly network: Network,
    private readonly metadata: Metadata,
    private readonly folder: string,
    private readonly settings: DataPlaneSettings,
  ) {}

  all(): Node[] {
    return [...this.nodes.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  /** The node with a label. */
  find(label: string): Node {
    const node = this.all().find((one) => one.label === label);
    if (!node) throw new Error(`no node has the label ${label}`);
    return node;
  }

  labelOf(id: string): string {
    return this.labels.get(id) ?? (id || "another holder");
  }

  /** The node with a private address. */
  labelAt(address: string): string {
    return this.all().find((one) => one.address === address)?.label ?? address;
  }

  get log(): string {
    return this.all()
      .flatMap(({ machine }) => machine.log.split("\n"))
      .sort()
      .join("\n");
  }

  /** Starts a machine for every node of the account. */
  async start(): Promise<void> {
    await Promise.all(this.wanted().map((instance) => this.launch(instance)));
    this.lead();
  }

  private wanted(): Stored[] {
    return this.settings.account
      .all(INSTANCE)
      .filter(({ inputs }) => readCloudConfig(text(inputs["userDataBase64"])));
  }

  private async launch(instance: Stored): Promise<void> {
    const { account } = this.settings;
    const { privateIp, availabilityZone } = account.state(instance);
    const label = this.nameOf(instance);
    const [address, zone, name] = [
      text(privateIp),
      text(availabilityZone),
      `node-${instance.id.slice(-8)}`,
    ];
    const config = readCloudConfig(text(instance.inputs["userDataBase64"]))!;
    this.labels.set(instance.id, label);
    this.network.add(name, [address], zone);
    await this.metadata.add(address, instance.id);
    const said = (program: string, line: string): void => {
      const event = eventInLine(label, program, line);
      if (event) this.settings.onEvent({ at: Date.now(), ...event });
    };
    const isTask = isContainerInstance(config);
    const files = isTask ? taskFiles(account, this.settings.speed) : [];
    const machine = new LabMachine(this.network, {
      name,
      config,
      files,
      said,
      folder: this.folder,
    });
    this.nodes.set(instance.id, { id: instance.id, label, zone, address, machine });
    this.lead();
    await machine.boot();
    if (isTask) machine.run("ecs", "exec systemctl start ecs-agent ecs-task");
  }

  /** The node's name; if several share it, with the end of the instance's id. */
  private nameOf(instance: Stored): string {
    const tagged = (one: Stored) => this.settings.account.tagsOf(one)["holdfast-node"] ?? "node";
    const name = tagged(instance);
    const isShared = this.wanted().filter((one) => tagged(one) === name).length > 1;
    return isShared ? `${name}-${instance.id.slice(-4)}` : name;
  }

  /** Removes a node's machine; EC2 recovers the instance on another one. */
  lose({ id, address, machine }: Node): void {
    this.nodes.delete(id);
    machine.powerOff();
    void this.metadata.remove(address);
    this.follow();
  }

  /** Ends the machines of terminated instances, and starts those of new ones after a while. */
  follow(): void {
    if (this.failure) throw this.failure;
    const { settings } = this;
    const wanted = new Map(this.wanted().map((instance) => [instance.id, instance]));
    for (const { id, address, machine } of this.all()) {
      if (wanted.has(id)) continue;
      this.nodes.delete(id);
      machine.powerOff();
      void this.metadata.remove(address);
    }
    for (const [id, instance] of wanted) {
      if (this.nodes.has(id) || this.coming.has(id)) continue;
      const launch = (): void => {
        this.coming.delete(id);
        // Its group may have terminated it in the meantime.
        if (!this.wanted().some((one) => one.id === id)) return;
        const label = settings.account.tagsOf(instance)["holdfast-node"] ?? id;
        settings.onEvent({
          at: Date.now(),
          kind: "act",
          text: `${label} boots on another machine`,
        });
        this.launch(instance).catch((error: Error) => {
          if (this.nodes.has(id)) this.failure = error;
        });
      };
      const wait = (settings.replaceSeconds * 1000) / settings.speed;
      this.coming.set(id, setTimeout(launch, wait));
    }
    this.lead();
  }

  /** Routes every address to the node that has it. */
  private lead(): void {
    const { account } = this.settings;
    for (const [address, holder] of this.holders()) {
      const node = holder && this.nodes.get(holder);
      const name = node && `node-${node.id.slice(-8)}`;
      if (name && account.all(EIP).some(({ outputs }) => outputs["publicIp"] === address)) {
        this.network.answer(name, address);
      }
      this.network.lead(address, name);
    }
  }

  /** The instance that each address is routed to: Elastic IPs of nodes, and routes to their interfaces. */
  private holders(): Map<string, string | undefined> {
    const { account } = this.settings;
    const owners = new Map(
      account
        .all(INSTANCE)
        .map((one) => [text(account.state(one)["primaryNetworkInterfaceId"]), one.id]),
    );
    const holders = new Map<string, string | undefined>();
    for (const { id, outputs } of account.all(EIP)) {
      const { instanceId, networkInterfaceId } = associationOfAddress(account, id);
      const holder = instanceId || owners.get(networkInterfaceId);
      const address = text(outputs["publicIp"]);
      // A load balancer has it.
      if (networkInterfaceId && !holder) this.held.delete(address);
      if (holder ? this.labels.has(holder) : this.held.has(address)) {
        this.held.add(address);
        holders.set(address, holder);
      }
    }
    for (const { inputs } of account.all(ROUTE)) {
      const [address = "", bits] = text(inputs["destinationCidrBlock"]).split("/");
      const holder = owners.get(text(inputs["networkInterfaceId"]));
      if (bits === "32" && holder) holders.set(address, holder);
    }
    return holders;
  }

  /** Elastic IPs that a node has had. */
  private readonly held = new Set<string>();

  /** The public or virtual addresses and the nodes that have them. */
  addresses(): Record<string, string> {
    const pairs = [...this.holders()].map(([address, id]) => [
      address,
      id ? this.labelOf(id) : "none",
    ]);
    return Object.fromEntries(pairs.sort()) as Record<string, string>;
  }

  /** Whether every instance has its machine, and every address has a node. */
  private areHealthy(): boolean {
    if (this.failure) throw this.failure;
    const holders = [...this.holders().values()];
    const isThere = (id: string | undefined): boolean => id !== undefined && this.nodes.has(id);
    return (
      this.coming.size === 0 &&
      holders.length >= this.expected &&
      holders.every(isThere) &&
      this.wanted().every(({ id }) => this.nodes.has(id))
    );
  }

  /** Waits until all are there. */
  async settle(mostMs = 120_000): Promise<void> {
    await eventually(
      () => Promise.resolve(this.areHealthy()),
      () => `not every node has its address:\n${this.log}`,
      mostMs,
    );
  }

  /** How many addresses nodes have in total: nodes of a pair share one, ECS tasks share a pool. */
  private get expected(): number {
    const { account } = this.settings;
    const wanted = this.wanted();
    const claimed = wanted.flatMap((one) =>
      Object.entries(account.tagsOf(one))
        .filter(([tag]) => tag.startsWith("holdfast-allocation-id"))
        .map(([, ids]) => ids.split(" ")),
    );
    const addresses = new Set(claimed.flat());
    return wanted.length === 0 ? 0 : Math.max(1, Math.min(claimed.length, addresses.size));
  }

  close(): void {
    this.coming.forEach((timer) => clearTimeout(timer));
    for (const { machine } of this.all()) machine.powerOff();
  }
}
