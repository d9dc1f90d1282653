import { fuzzProxyHeaders } from "./fuzz-proxy-headers";
import { fuzzRequests } from "./fuzz-requests";

describe("what clients send, many times", () => {
  fuzzRequests(10_000, 1);
  fuzzProxyHeaders(2_000, 1);
});
