import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import { figure } from "../support/lab-figures";
import { ask, RoutingLab } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

describe("routing of a pair", () => {
  const lab = new RoutingLab();
  const LIMIT = 3;
  let main: number;
  let other: number;
  let health: number;
  before(async () => {
    [main, other, health] = (await reservePorts(3)) as [number, number, number];
    const names = ["orders", "users", "next", "slow"];
    const backends = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await lab.startBackend(name)] as const)),
    );
    const { orders, users, next, slow } = backends;
    await lab.start({
      ports: [main, other],
      healthPort: health,
      resolver: "127.0.0.1:9",
      backends: {
        orders: { ...orders!, errorLimit: LIMIT },
        users: users!,
        next: next!,
        slow: { ...slow!, maxConnections: 1 },
      },
      rules: [
        { header: { name: "X-Version", value: "the next one" }, to: "next" },
        { header: { name: "X-Slow" }, to: "slow" },
        { host: "*.users.example.com", to: "users" },
        { host: "shared.example.com", to: { orders: 75, users: 25 } },
        { port: other, path: "/users/", to: "users" },
        { path: "/orders", to: "orders" },
      ],
    });
  });
  after(() => lab.close());

  const routed = async (path: string, headers: Record<string, string> = {}, port = main) =>
    (await ask({ port, path, headers })).from;

  it("is accepted by HAProxy without a warning", () => {
    assert.doesNotMatch(lab.output, /WARNING|ALERT/);
  });

  it("goes by a path and what is below it, and not by what only begins with its letters", async () => {
    assert.equal(await routed("/orders"), "orders");
    assert.equal(await routed("/orders/7?all=1"), "orders");
    assert.equal(await routed("/orders-archive"), undefined);
  });

  it("goes by the name that the client asked for, whatever its case and port", async () => {
    assert.equal(await routed("/", { host: "a.users.example.com" }), "users");
    assert.equal(await routed("/", { host: "A.Users.Example.com:80" }), "users");
    assert.equal(await routed("/", { host: "users.example.com" }), undefined);
    assert.equal(await routed("/", { host: "a.users.example.com.evil.org" }), undefined);
  });

  it("goes by a header and its value", async () => {
    assert.equal(await routed("/", { "x-version": "the next one" }), "next");
    assert.equal(await routed("/", { "x-version": "the next" }), undefined);
    assert.equal(await routed("/", { "x-slow": "whatever" }), "slow");
  });

  it("goes by the first rule whose conditions are all true", async () => {
    assert.equal(await routed("/orders", { "x-version": "the next one" }), "next");
    assert.equal(await routed("/users/1", {}, other), "users");
    assert.equal(await routed("/users/1", {}, main), undefined);
  });

  it("answers 404 where no rule leads", async () => {
    assert.equal((await ask({ port: main })).status, 404);
  });

  it("divides requests by percentages", async () => {
    const froms: (string | undefined)[] = [];
    for (let sent = 0; sent < 400; sent++) {
      froms.push(await routed("/", { host: "shared.example.com" }));
    }
    const users = froms.filter((from) => from === "users").length;
    assert.equal(froms.filter((from) => from === "orders").length, 400 - users);
    // 100 expected; 5 standard deviations are 43.
    assert.ok(users > 57 && users < 143, `${users} of 400 went to the backend with 25 percent`);
  });

  it("keeps a server whose check is good, however often clients call a path that answers 500", async () => {
    lab.manners["orders"]!.failingPath = "/orders/broken";
    let isOver = false;
    let errors = 0;
    const attack = async () => {
      while (!isOver) {
        const { from } = await ask({ port: main, path: "/orders/broken" });
        if (from === "orders") errors++;
        await sleep(20); // All are one source, which has a limit of its own.
      }
    };
    const attackers = [attack(), attack(), attack()];
    const others: number[] = [];
    for (let sent = 0; sent < 42; sent++) {
      others.push((await ask({ port: main, path: "/orders" })).status);
      await sleep(100);
    }
    isOver = true;
    await Promise.all(attackers);
    const refused = others.filter((status) => status !== 200).length;
    figure(
      "42 requests while 3 clients call a path that answers 500",
      `${refused} failed; ${errors} errors`,
    );
    assert.equal(refused, 0);
    assert.ok(errors > 10 * LIMIT, "the attack did not reach the server");
  });

  it("takes out a server that answers errors as soon as its check fails, and brings it back", async () => {
    Object.assign(lab.manners["orders"]!, { status: 500, healthy: false });
    await eventually(async () => (await ask({ port: main, path: "/orders" })).status === 503);
    assert.equal(await routed("/", { host: "a.users.example.com" }), "users", "others go on");
    Object.assign(lab.manners["orders"]!, { status: 200, healthy: true });
    const since = Date.now();
    await eventually(async () => (await routed("/orders")) === "orders");
    figure(
      "a server that was taken out and is well again serves after",
      `${Date.now() - since} ms`,
    );
  });

  it("keeps requests from a slow server when it has as many as it may, and serves others", async () => {
    lab.manners["slow"]!.delayMs = 8_000;
    const before = lab.served["slow"]!;
    const slow = (from: string) => ask({ port: main, headers: { "x-slow": "1" }, from });
    const first = slow("127.0.0.1");
    await eventually(() => Promise.resolve(lab.served["slow"] === before + 1));
    const second = slow("127.0.0.2");
    assert.equal(await routed("/orders"), "orders");
    assert.equal((await second).status, 503, "it waited for timeout queue");
    assert.equal(lab.served["slow"], before + 1, "the server has not seen it");
    assert.equal((await first).status, 200);
  });

  it("says that it serves as long as one backend does", async () => {
    const all = Object.values(lab.manners);
    for (const manner of all.slice(1)) manner.healthy = false;
    const status = async () => (await ask({ port: health, path: "/health" })).status;
    await eventually(
      async () => (await routed("/", { host: "a.users.example.com" })) === undefined,
    );
    assert.equal(await status(), 200);
    all[0]!.healthy = false;
    await eventually(async () => (await status()) === 503);
    for (const manner of all) manner.healthy = true;
    await eventually(async () => (await status()) === 200);
  });
});
