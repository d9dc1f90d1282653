// @ts-check
/*
 * Updates one proxy node to a version of its launch template, and waits until it serves with it:
 *
 *   1. starts an instance refresh of its group, or joins one that an earlier update started;
 *   2. waits until a new instance is in service and has had the node's Elastic IP for some seconds. If the node has a
 *      health check, Route 53's checkers must also report it healthy. The old instance still exists;
 *   3. waits until the refresh is successful, and the old instance is terminated.
 *
 * If a step fails or takes too long, the refresh is rolled back, and the promise rejects. A node that was created
 * with the version is not refreshed: it only has to serve. For instances that share addresses, step 2 waits until the
 * first new ones are in service, and step 3 until the new ones have the addresses.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isActive, isOf, judge, whoHas } from "./judge.mjs";
import { failedLaunch, look, protect, restore, rollBack, startRefresh } from "./look.mjs";

/** @typedef {import("./judge.mjs").View} View */
/** @typedef {import("./look.mjs").Node} Node */

/**
 * In seconds: the time limit of step 2, how long the node must keep serving then, the time from launch of the new
 * instance to termination of the old one, the time limit of step 3 or a rollback, and the polling interval.
 *
 * @typedef {{ serve: number, settle: number, warmup: number, finish: number, poll: number }} Times
 */

export class Roll {
  #said = "";
  #started = Date.now();
  /** @type {Set<string>} */
  #launched = new Set();

  /**
   * @param {Node} node
   * @param {Times} times
   */
  constructor(node, times) {
    this.node = node;
    this.times = times;
  }

  /** @param {string} what logged once */
  #tell(what) {
    if (what !== this.#said) console.log(`${this.node.node}: ${what}`);
    this.#said = what;
  }

  /**
   * Polls until a condition is met or the time limit is reached.
   *
   * @param {string} what for the message
   * @param {number} seconds
   * @param {(view: View) => string | undefined | Promise<string | undefined>} lacks what is still missing
   */
  async #until(what, seconds, lacks) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const view = await look(this.node);
      const missing = await lacks(view);
      if (missing === undefined) return view;
      this.#tell(missing);
      if (Date.now() > deadline) throw new Error(`${what} took more than ${seconds} s: ${missing}`);
      await sleep(this.times.poll * 1000);
    }
  }

  /**
   * Waits until the launched instances are proven, and stay so for a while.
   *
   * @param {string} id of the refresh
   */
  async #untilItServes(id) {
    const { serve, settle } = this.times;
    /** @type {number | undefined} */
    let since;
    await this.#until("serving with the new version", serve, async (view) => {
      failIfEnded(view, id);
      await this.#failIfGone(view);
      const { isProven, summary } = judge(view, this.node.version);
      since = isProven ? (since ?? Date.now()) : undefined;
      const settled = since !== undefined && Date.now() - since >= settle * 1000;
      return settled ? undefined : summary;
    });
    this.#tell(`${this.#isPool ? "launches" : "serves"} with the new version`);
  }

  get #isPool() {
    return this.node.allocations.length > 1;
  }

  /**
   * Fails if a new instance is gone: the group's lifecycle hook has abandoned it, or it was terminated. ECS may
   * terminate an instance that no task needs.
   *
   * @param {View} view
   */
  async #failIfGone({ instances }) {
    const there = new Set(instances.map((one) => one.id));
    const gone = [...this.#launched].find((one) => !there.has(one));
    const launched = instances.filter(({ version }) => version === this.node.version);
    this.#launched = new Set(launched.map((one) => one.id));
    if (!gone || (this.#isPool && !(await failedLaunch(this.node, this.#started)))) return;
    throw new Error(`the new instance ${gone} was terminated before it served`);
  }

  /**
   * Waits until the refresh is successful. Until then, a node that stops serving can be rolled back.
   *
   * @param {string} id of the refresh
   */
  async #untilTheOldOneIsGone(id) {
    const { finish, settle } = this.times;
    /** @type {number | undefined} */
    let since;
    await this.#until("the end of the old instance", finish, async (view) => {
      failIfEnded(view, id);
      if (this.#isPool) await this.#failIfGone(view);
      const { serves, isStable, summary } = judge(view, this.node.version);
      since = isStable ? undefined : (since ?? Date.now());
      if (since !== undefined && Date.now() - since >= settle * 1000) {
        throw new Error(`it stopped serving: ${summary}`);
      }
      const { refresh } = view;
      if (serves && refresh?.id === id && refresh.status === "Successful") return undefined;
      return serves ? `instance refresh ${id} is ${refresh?.status}` : summary;
    });
    this.#tell(`rolled to version ${this.node.version}`);
  }

  /** @param {string | undefined} id of a refresh */
  #untilItEnds(id) {
    return this.#until("the end of an instance refresh", this.times.finish, ({ refresh }) =>
      refresh?.id !== id || isActive(refresh)
        ? `instance refresh ${id} is ${refresh?.id === id ? refresh?.status : "not listed yet"}`
        : undefined,
    );
  }

  /** Waits until the first instance of the node serves. It has no predecessor, so there is no rollback. */
  async #untilItServesFirst() {
    const { serve } = this.times;
    const { version } = this.node;
    try {
      await this.#until("serving since its creation", serve, (view) => {
        const { serves, summary } = judge({ ...view, checkers: undefined }, version);
        return serves ? undefined : summary;
      });
    } catch (error) {
      throw new Error(
        `node ${this.node.node} does not serve: ${await this.#reasonOf(error)}\n` +
          `${this.#isPool ? "" : "Its group keeps replacing it, and the new instances will fail too. "}` +
          "See the console output of the instance (aws ec2 get-console-output --latest), and its journal: " +
          `${this.#isPool ? "ecs, holdfast-hold" : "holdfast-boot, haproxy, holdfast-claim"}`,
        { cause: error },
      );
    }
    this.#tell(`serves with version ${version} since it was created`);
  }

  /** @param {unknown} error */
  async #reasonOf(error) {
    const reason = error instanceof Error ? error.message : String(error);
    const said = await failedLaunch(this.node, this.#started).catch(() => undefined);
    return said ? `${reason}; Auto Scaling: ${said}` : reason;
  }

  /** Restores the version of the group itself, and returns the result as text. */
  async #goBack() {
    const { node, times } = this;
    let view = await look(node);
    const { refresh, instances } = view;
    if (!refresh || refresh.status === "Successful") {
      return "The instance refresh has ended, so nothing was rolled back.";
    }
    this.#tell("rolls back");
    const old = idsOf(instances, (one) => one.version !== node.version && !one.isProtected);
    // Auto Scaling can only protect instances that are in service.
    const fresh = idsOf(
      instances,
      (one) => one.version === node.version && one.isProtected && one.inService,
    );
    const isRolledBack = isActive(refresh) && (await rollBack(node, old, fresh));
    view = await this.#untilItEnds(refresh.id);
    if (!isRolledBack) {
      // The refresh was cancelled, or someone else ended it. Its instances may still exist.
      const left = idsOf(view.instances, ({ id }) => old.includes(id));
      await protect(node, left, false);
      view = await this.#untilItEnds(await restore(node, times.warmup));
    }
    return `It was rolled back (${view.refresh?.status}); ${whoHas(view.addresses)} now.`;
  }

  async run() {
    const { node, times } = this;
    let view = await look(node);
    /** @type {string | undefined} */
    let id;
    if (isActive(view.refresh)) {
      if (this.#leadsTo(view)) id = view.refresh?.id;
      else view = await this.#untilItEnds(view.refresh?.id);
    }
    if (isOf(view, node.version) && !this.#leadsTo(view)) return this.#untilItServesFirst();
    if (isOf(view, node.version)) id ??= view.refresh?.id;
    try {
      if (id === undefined) {
        id = await startRefresh(node, times.warmup);
        this.#tell(`instance refresh to version ${node.version} started`);
      }
      await this.#untilItServes(id);
      await this.#untilTheOldOneIsGone(id);
    } catch (error) {
      const reason = await this.#reasonOf(error);
      const outcome = await this.#goBack().catch(
        (why) => `It could not be rolled back: ${String(why)}`,
      );
      throw new Error(`node ${node.node} was not rolled: ${reason}\n${outcome}`, { cause: error });
    }
  }

  /**
   * Whether the refresh is in progress to the version, or has reached it.
   *
   * @param {View} view
   */
  #leadsTo({ refresh }) {
    return (
      refresh?.version === this.node.version &&
      ["Pending", "InProgress", "Baking", "Successful"].includes(refresh.status)
    );
  }
}

/**
 * @param {View["instances"]} instances
 * @param {(one: View["instances"][number]) => boolean} isWanted
 */
const idsOf = (instances, isWanted) => instances.filter(isWanted).map(({ id }) => id);

/**
 * A refresh that was just started may not be listed yet; then an older one is.
 *
 * @param {View} view
 * @param {string} id
 */
function failIfEnded({ refresh }, id) {
  if (refresh?.id !== id || isActive(refresh) || refresh.status === "Successful") return;
  const { status, reason } = refresh;
  throw new Error(`instance refresh ${id} is ${status}${reason ? `: ${reason}` : ""}`);
}
