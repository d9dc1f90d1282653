import assert from "node:assert/strict";
import { plain } from "../../../../commands/shared/output-styles";
import type { StackOutcome } from "../../../../commands/fleet/run/result";
import { renderChanges, renderRun, summarize } from "../../../../commands/fleet/show/render";

const OUTCOMES: StackOutcome[] = [
  {
    stack: "acme",
    wave: 1,
    state: "done",
    result: {
      changes: { create: 27, update: 1 },
      monthlyUsd: "123.5",
      allowList: ["203.0.113.10/32", "203.0.113.9/32"],
      notices: ["entry-a1 moves: the next `pulumi up` claims it"],
      seconds: 31.6,
    },
  },
  {
    stack: "globex",
    wave: 2,
    state: "doneBefore",
    result: {
      changes: {},
      monthlyUsd: "0.005",
      allowList: ["203.0.113.9/32"],
      notices: [],
      seconds: 4,
    },
  },
  { stack: "initech", wave: 2, state: "failed", error: "it is wrong\nin two ways" },
  { stack: "umbrella", wave: 2, state: "notStarted" },
];

describe("renderRun", () => {
  it("has every stack, the sum of costs and addresses, what to know, and why it failed", () => {
    assert.equal(
      renderRun("up", { outcomes: OUTCOMES, ended: "errors" }, plain),
      `stack     wave  state        changes      s  USD a month
acme         1  done         +27 ~1      32       123.50
globex       2  done before  no changes   4         0.01
initech      2  FAILED
umbrella     2  not started

up of 4 stacks: 1 done, 1 done before, 1 failed, 1 not started
USD at least 123.51 a month in total, without 2 stacks of unknown cost

Allow-list of the fleet, 2 addresses
  acme: 203.0.113.10/32, 203.0.113.9/32
  globex: 203.0.113.9/32

Notices
  acme: entry-a1 moves: the next \`pulumi up\` claims it

initech failed:
  it is wrong
  in two ways

More stacks failed than the error budget allows: no more were started. Run the same command with --resume to continue.`,
    );
  });

  it("says which costs leave something out, and the same of several stacks once", () => {
    const result = {
      changes: {},
      monthlyUsd: "1",
      unpriced: [{ name: "c7g.4xlarge", region: "us-east-2", count: 18 }],
      allowList: [],
      seconds: 1,
      notices: ["the same"],
    };
    const outcomes: StackOutcome[] = ["a", "b"].map((stack) => ({
      stack,
      wave: 1,
      state: "done",
      result,
    }));
    const text = renderRun("preview", { outcomes }, plain);
    assert.match(text, /^a +1 +done +no changes +1 +at least 1\.00$/m);
    assert.match(
      text,
      /\nNot in the sum, no price: 36 c7g\.4xlarge in us-east-2\nTo fetch prices: npm run prices -- --region us-east-2\nUSD at least 2\.00 a month in total\n/,
    );
    assert.match(text, /\nNotices\n {2}a, b: the same$/);
  });

  it("leaves out what there is nothing to say of", () => {
    const outcomes: StackOutcome[] = [
      {
        stack: "a",
        wave: 1,
        state: "done",
        result: { changes: {}, monthlyUsd: "1", allowList: [], notices: [], seconds: 1 },
      },
    ];
    assert.equal(
      renderRun("preview", { outcomes }, plain),
      `stack  wave  state  changes     s  USD a month
a         1  done   no changes  1         1.00

preview of 1 stack: 1 done
USD 1.00 a month in total`,
    );
  });
});

describe("summarize", () => {
  it("unites the allow-lists, sorted as addresses are, and adds the costs exactly", () => {
    const summary = summarize({ outcomes: OUTCOMES });
    assert.deepEqual(summary, {
      counts: { done: 1, doneBefore: 1, failed: 1, notStarted: 1 },
      monthlyUsd: "123.505",
      unpriced: [],
      unknown: ["initech", "umbrella"],
      allowList: ["203.0.113.9/32", "203.0.113.10/32"],
    });
  });
});

describe("renderChanges", () => {
  it("counts what is made, changed, replaced and deleted", () => {
    const changes = {
      create: 2,
      import: 1,
      update: 3,
      replace: 4,
      "create-replacement": 1,
      delete: 5,
    };
    assert.equal(renderChanges({ changes }), "+3 ~3 ±5 -5");
    assert.equal(renderChanges({ changes: { read: 1 } }), "no changes");
  });
});
