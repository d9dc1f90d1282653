-- For wrk: each thread keeps to one of the addresses in BENCH_ADDRESSES, and the end is a line of JSON.
local addresses = {}
for address in os.getenv("BENCH_ADDRESSES"):gmatch("%S+") do
  addresses[#addresses + 1] = address
end
local threads = 0

function setup(thread)
  thread.addr = wrk.lookup(addresses[threads % #addresses + 1], "80")[1]
  threads = threads + 1
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '\n{"requests":%d,"seconds":%.6f,"bytes":%d,"failed":%d,"p50Ms":%.4f,"p99Ms":%.4f}',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
