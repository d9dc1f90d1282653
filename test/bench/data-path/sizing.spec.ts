import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { burdenOf, carriesPublished, renderPublished } from "../../../bench/data-path/default-type";
import { NODE_TYPE } from "../../../components/front-door/proxy/node-type";
import {
  type CpuCost,
  TYPES,
  capacityOf,
  hourlyOf,
  internetUsd,
  renderSizing,
} from "../../../bench/data-path/sizing";

const CPU: CpuCost = { perRequest: 20, perConnection: 100, perMebibyte: 400 };
const of = (type: string) => TYPES.find((one) => one.type === type)!;
/** Without the padding of tables. */
const plain = (text: string) => text.replace(/[ -]+/g, " ");
const SMALL = { title: "small", requestsPerConnection: 1, kibibytes: 0 };

describe("sizes of nodes", () => {
  it("are limited by CPU where answers are small", () => {
    const { requestsPerSecond, limit } = capacityOf(of("c7g.large"), SMALL, CPU);
    // 2 vCPUs, 60 % of them, 100 µs each.
    assert.deepEqual([requestsPerSecond, limit], [12_000, "CPU"]);
  });

  it("are limited by the network where answers are large", () => {
    const large = { ...SMALL, kibibytes: 1024 };
    const { requestsPerSecond, limit } = capacityOf(of("c7g.large"), large, CPU);
    assert.equal(limit, "network");
    assert.equal(requestsPerSecond.toFixed(3), ((937e6 * 0.6) / 8 / 1_049_576).toFixed(3));
  });

  it("count a connection's first request as the connection, and the others as requests", () => {
    const kept = { ...SMALL, requestsPerConnection: 5 };
    // 100 µs once and 20 µs four times are 36 µs each.
    assert.equal(capacityOf(of("c7g.medium"), kept, CPU).requestsPerSecond.toFixed(3), "16666.667");
  });

  it("count of burstable types what does not cost credits", () => {
    assert.equal(capacityOf(of("t4g.small"), SMALL, CPU).requestsPerSecond, 2_400);
  });

  it("cost what instance and address cost, divided by what goes through", () => {
    const { usdPerMillion } = capacityOf(of("c7g.large"), SMALL, CPU);
    assert.equal(usdPerMillion.toFixed(6), ((0.0725 + 0.005) / ((12_000 * 3600) / 1e6)).toFixed(6));
  });

  it("leave out what leaves to the internet, which costs the same through each", () => {
    // A million answers of 1 MB at USD 0.09 a GB.
    assert.equal(internetUsd({ ...SMALL, kibibytes: 1e6 / 1024 }), 90);
  });

  it("fails when the price book has no price", () => {
    assert.throws(() => capacityOf(of("c7g.large"), SMALL, CPU, "moon-1"), /no instance:c7g.large/);
  });

  it("are by default the cheapest that carries the published load with half of the nodes", () => {
    const carrying = TYPES.filter(carriesPublished).map(({ type }) => type);
    const [cheapest] = carrying.sort((one, other) => hourlyOf(one) - hourlyOf(other));
    assert.equal(cheapest, NODE_TYPE);
  });

  it("compare the published load with what is planned for a node", () => {
    // Four nodes carried ten times the load: two have 0.2 of a node's vCPU and of its 1,250 Mbit/s each. A connection takes
    // 1.1 times the CPU that it takes of a plain HAProxy.
    const { cpu, network, connections } = burdenOf(of("c7g.medium"));
    assert.deepEqual([cpu.toFixed(4), network.toFixed(4)], ["0.3667", "0.8013"]);
    // 2,048 MiB without 300, 72 KiB each.
    assert.equal(connections, 24_000);
    assert.equal(burdenOf(of("t4g.small")).cpu.toFixed(4), "0.9167");
  });

  it("are refused for CPU, for network or for memory alone", () => {
    const large = of("c7g.large");
    assert.ok(carriesPublished(large));
    for (const lack of [{ cpuShare: 0.1 }, { megabits: 400 }, { gibibytes: 1 }]) {
      assert.ok(!carriesPublished({ ...large, ...lack }), JSON.stringify(lack));
    }
  });

  it("are in the documentation as they follow from the figures there", () => {
    const page = readFileSync(join(__dirname, "../../../docs/sizing.md"), "utf8");
    const figure = (title: string): number => {
      const row = new RegExp(`^\\| ${title} +\\|(.*)\\|$`, "m").exec(page)?.[1];
      // Direct, plain, and then holdfast: the median, and the worst behind it.
      return Number.parseFloat(row?.split("|")[2] ?? "");
    };
    const cpu: CpuCost = {
      perRequest: figure("CPU µs a request"),
      perConnection: figure("CPU µs a new connection"),
      perMebibyte: figure("CPU µs a MiB"),
    };
    for (const table of [renderSizing(cpu), renderPublished()]) {
      assert.ok(plain(page).includes(plain(table)), table);
    }
  });
});
