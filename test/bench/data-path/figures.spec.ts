import assert from "node:assert/strict";
import { cellsOf, rowsOf, type Series } from "../../../bench/data-path/figures";
import type { RoundSample } from "../../../bench/data-path/measure";

const DIRECT: RoundSample = {
  newPerSecond: 1000,
  requestsPerSecond: 4000,
  mebibytesPerSecond: 800,
  failed: 0,
  p50Ms: 0.1,
  p99Ms: 1,
  newP50Ms: 0.2,
  newP99Ms: 2,
};
const PROXY: RoundSample = {
  newPerSecond: 500,
  requestsPerSecond: 2000,
  mebibytesPerSecond: 200,
  failed: 0,
  p50Ms: 0.3,
  p99Ms: 3,
  newP50Ms: 0.6,
  newP99Ms: 6,
  cpuPerRequest: 20,
  cpuPerConnection: 100,
  cpuPerMebibyte: 1000,
  kibibytesPer1000: 3000,
};
const series = (key: string, ...samples: readonly RoundSample[]): Series => ({
  key,
  title: key,
  samples,
});

describe("figures of the data path", () => {
  const row = (all: readonly Series[], figure: string, variant: string) =>
    rowsOf(all).find((one) => one.figure === figure && one.variant === variant);

  it("are the median of the rounds, and the worst in its own direction", () => {
    const rates = [500, 300, 400].map((newPerSecond) => ({ ...PROXY, newPerSecond }));
    const times = [20, 40, 30].map((cpuPerRequest) => ({ ...PROXY, cpuPerRequest }));
    const rate = row([series("holdfast", ...rates)], "new connections/s", "holdfast")!;
    assert.deepEqual([rate.median, rate.worst], [400, 300]);
    const time = row([series("holdfast", ...times)], "CPU µs a request", "holdfast")!;
    assert.deepEqual([time.median, time.worst], [30, 40]);
  });

  it("have ratios to what was measured in the same round", () => {
    // The machine is half as fast in the second round, for all alike.
    const half = ({ newPerSecond, ...rest }: RoundSample) => ({
      ...rest,
      newPerSecond: newPerSecond / 2,
    });
    const all = [
      series("direct", DIRECT, half(DIRECT)),
      series("plain", PROXY, half(PROXY)),
      series("holdfast", PROXY, half(PROXY)),
    ];
    const { toDirect, toPlain } = row(all, "new connections/s", "holdfast")!;
    assert.deepEqual([toDirect, toPlain], [0.5, 1]);
  });

  it("tell of latency what is added to the direct way", () => {
    const all = [series("direct", DIRECT), series("plain", PROXY), series("holdfast", PROXY)];
    assert.equal(row(all, "request, p50 ms", "direct")?.median, 0.1);
    const added = row(all, "request, p50 ms, added", "holdfast")!;
    assert.deepEqual([added.median.toFixed(3), added.toPlain], ["0.200", 1]);
    assert.equal(added.toDirect, undefined);
  });

  it("have no ratio to a difference that noise made negative", () => {
    const faster = { ...PROXY, p99Ms: 0.5 };
    const all = [series("direct", DIRECT), series("plain", faster), series("holdfast", PROXY)];
    assert.equal(row(all, "request, p99 ms, added", "holdfast")?.toPlain, undefined);
  });

  it("leave out CPU and memory of HAProxy where there is none", () => {
    const titles = rowsOf([series("direct", DIRECT)]).map(({ figure }) => figure);
    assert.equal(titles.length, 7);
    assert.ok(!titles.some((title) => /CPU|KiB/.test(title)));
  });

  it("become cells with a dash for what is not known", () => {
    const only = rowsOf([series("holdfast", PROXY)])[0]!;
    assert.deepEqual(cellsOf(2, only), [
      "2",
      "new connections/s",
      "holdfast",
      "500",
      "500",
      "-",
      "-",
    ]);
  });
});
