import assert from "node:assert/strict";
import { type Row, rowsOf } from "../../../commands/doctor/rows";
import type { Problem } from "../../../components/settings/problem";

const problem = (path: string, more: Partial<Problem> = {}): Problem => ({
  path,
  given: "x",
  code: "some-code",
  data: {},
  problem: "is not there",
  remedy: "write another",
  ...more,
});

const rows = (report: Partial<Parameters<typeof rowsOf>[0]>): Row[] =>
  rowsOf({ checks: [], problems: [], notices: [], ...report });

describe("rows of the doctor", () => {
  it("are ok where AWS has answered", () => {
    assert.deepEqual(rows({ checks: [{ path: "aws:region", what: "zones", found: "a b" }] }), [
      { what: "zones", status: "ok", found: "a b", remedy: "" },
    ]);
  });

  it("warn of what may not be asked, with the policy that allows it", () => {
    const [row] = rows({
      checks: [{ path: "addresses", what: "addresses", error: "UnauthorizedOperation: no" }],
    });
    assert.equal(row?.status, "warning");
    assert.match(row?.remedy ?? "", /docs\/iam\/preview\.json/);
  });

  it("have what is wrong once: the configuration's problem says it with what to do", () => {
    const quota = { code: "quota-exceeded", data: { what: "VPCs" } };
    const found = rows({
      checks: [
        { path: "dns.zone", what: "public zone x", error: "no matching Route53Zone found" },
        { path: "aws:region", what: "quota of VPCs", found: "5 of 5 used, 3 more needed" },
        { path: "aws:region", what: "quota of Elastic IPs", found: "0 of 5 used, 2 more needed" },
      ],
      problems: [problem("dns.zone"), problem("aws:region", quota)],
      notices: ["an address moves"],
    });
    assert.deepEqual(
      found.map(({ what, status, remedy }) => [what, status, remedy]),
      [
        ["quota of Elastic IPs", "ok", ""],
        ["holdfast:dns.zone", "problem", "write another"],
        ["aws:region", "problem", "write another"],
        ["notice", "warning", ""],
      ],
    );
  });
});
