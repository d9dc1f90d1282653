import assert from "node:assert/strict";
import { isNotFound, unanswered } from "../../../components/settings/ask";

describe("unanswered", () => {
  const gist = (error: string) =>
    unanswered("network", 1, error).problem.replace(/^could not be checked: /, "");

  it("says what AWS said, without the layers around it", () => {
    assert.equal(
      gist(
        "invocation of aws:ec2/getEips:getEips returned an error: invoking aws:ec2/getEips:getEips: 1 error occurred:\n\t* reading EC2 EIPs: operation error EC2: DescribeAddresses, https response error StatusCode: 400, RequestID: 1, api error RequestExpired: Request has expired.\n\n",
      ),
      "RequestExpired: Request has expired.",
    );
    assert.equal(gist("2 UNKNOWN: unable to reach\n  AWS"), "unable to reach AWS");
  });
});

describe("isNotFound", () => {
  it("knows how lookups of the provider report that something is not there", () => {
    for (const error of [
      "reading ELBv2 Load Balancers: couldn't find resource",
      "Search returned 0 results, please revise so only one is returned",
      "no matching ELBv2 Listener found",
      "reading Auto Scaling Group (shop): empty result",
    ]) {
      assert.ok(isNotFound(error), error);
    }
    assert.ok(!isNotFound("operation error EC2: DescribeVpcs, api error RequestExpired"));
  });
});
