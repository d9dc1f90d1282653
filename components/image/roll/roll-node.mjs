// @ts-check
/*
 * Brings one proxy node to a version of its launch template, and waits until it serves with it:
 *
 *   1. starts an instance refresh of its group, or joins one that an update before started;
 *   2. waits until a new instance is in service and has the node's Elastic IP, for some seconds; if the node has a
 *      health check, Route 53's checkers must find it healthy, too. The old instance is still there;
 *   3. waits until the refresh is successful, and the old instance gone.
 *
 * When a step fails or takes too long, the refresh is rolled back, and the promise rejects. A node that has the
 * version since it was created is not refreshed: it only has to serve. Of instances that share addresses, step 2 waits
 * until the first new ones are in service, and step 3 until the new ones have the addresses.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isActive, isOf, judge, whoHas } from "./judge.mjs";
import { failedLaunch, look, protect, restore, rollBack, startRefresh } from "./look.mjs";

/** @typedef {import("./judge.mjs").View} View */
/** @typedef {import("./look.mjs").Node} Node */

/**
 * Seconds: how long step 2 may take, how long the node must go on to serve then, how long the new instance must
 * have been in service before the old one goes, how long step 3 or a rollback may take, and between two questions.
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

  /** @param {string} what is said once */
  #tell(what) {
    if (what !== this.#said) console.log(`${this.node.node}: ${what}`);
    this.#said = what;
  }

  /**
   * Looks until what is wanted is there, or the time is over.
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
   * Until what was launched is proven, and went on to be so for a while.
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
   * A new instance that is gone did not prove itself: the group's lifecycle hook has abandoned it, or something has
   * ended it. ECS may end an instance that no task needs.
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
   * Until the refresh is successful. Until then, a node that stops serving can be rolled back.
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

  /** Until the first instance of the node serves: nothing was there before it, and there is nothing to go back to. */
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
          `${this.#isPool ? "" : "Its group goes on to replace it, by others that fail alike. "}` +
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

  /** Brings the version back that the group itself has, and tells how that ended. */
  async #goBack() {
    const { node, times } = this;
    let view = await look(node);
    const { refresh, instances } = view;
    if (!refresh || refresh.status === "Successful") {
      return "The instance refresh is over, so that nothing was rolled back.";
    }
    this.#tell("rolls back");
    const old = idsOf(instances, (one) => one.version !== node.version && !one.isProtected);
    // Auto Scaling protects none that is not in service.
    const fresh = idsOf(
      instances,
      (one) => one.version === node.version && one.isProtected && one.inService,
    );
    const isRolledBack = isActive(refresh) && (await rollBack(node, old, fresh));
    view = await this.#untilItEnds(refresh.id);
    if (!isRolledBack) {
      // Cancelled, or ended by somebody else: what it has launched may still be there.
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
   * Whether the refresh is on its way to the version, or got there.
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
 * A refresh that has just been started may not be listed yet, and another one before it is.
 *
 * @param {View} view
 * @param {string} id
 */
function failIfEnded({ refresh }, id) {
  if (refresh?.id !== id || isActive(refresh) || refresh.status === "Successful") return;
  const { status, reason } = refresh;
  throw new Error(`instance refresh ${id} is ${status}${reason ? `: ${reason}` : ""}`);
}
