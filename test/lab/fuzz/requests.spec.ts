import { fuzzProxyHeaders } from "./fuzz-proxy-headers";
import { fuzzRequests } from "./fuzz-requests";

describe("what clients send", () => {
  fuzzRequests(400, 20261130);
  fuzzProxyHeaders(400, 20261130);
});
