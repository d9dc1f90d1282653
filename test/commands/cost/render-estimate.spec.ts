import assert from "node:assert/strict";
import {
  renderEstimate,
  renderEstimateCsv,
  renderEstimateMarkdown,
} from "../../../commands/cost/render-estimate";
import {
  EIP,
  HEALTH_CHECK,
  NAT,
  UNPRICED_FLEET,
  priced,
  resource,
  several,
} from "../../cost/resources";

const example = () =>
  priced(
    [...several(EIP, ["one", "two", "three"]), resource(NAT, "nat"), resource("aws:x/y:Z", "z")],
    {
      natGb: 10,
    },
  );

describe("renderEstimate", () => {
  it("shows parts with their lines, the dearest first, and like lines as one", () => {
    assert.deepEqual(renderEstimate(example()).split("\n").slice(0, 9), [
      "Not in the sum, no price: 1 aws:x/y:Z",
      "",
      "At least USD 44.25 a month in us-east-1",
      "",
      "  what                 quantity  unit  USD each  USD a month",
      "others: USD 44.25",
      "  NAT gateway               730  hour     0.045        32.85",
      "  public IPv4 address      2190  hour     0.005        10.95",
      "  data through NAT           10  GB       0.045         0.45",
    ]);
  });

  it("is no wider than a terminal, and says once what is free", () => {
    const all = priced(
      [
        ...several(HEALTH_CHECK, ["a", "b"], { type: "HTTPS" }),
        ...several("aws:lambda/function:Function", ["f", "g"]),
        ...several("aws:cloudwatch/metricAlarm:MetricAlarm", ["m"]),
        resource("aws:sns/topic:Topic", "topic"),
        ...UNPRICED_FLEET,
      ],
      { egressGb: 50, messagesMillions: 1, lambdaRequests: 100, lambdaSeconds: 1 },
    );
    const lines = renderEstimate(all).split("\n");
    assert.deepEqual(
      lines.filter(({ length }) => length > 80),
      [],
    );
    assert.equal(lines.filter((line) => line.includes("monthly free tier")).length, 1);
    assert.ok(!lines.some((line) => / 0\.00$/.test(line)));
  });

  it("says what is assumed, and last, in grey, how old the prices are and what refreshes them", () => {
    const same = (text: string): string => text;
    const styles = { heading: same, warning: same, faint: (text: string) => `<i>${text}</i>` };
    const lines = renderEstimate(example(), styles).split("\n");
    assert.ok(lines.includes("  usage.natGb 10"));
    assert.equal(
      lines.at(-1),
      "<i>Oldest price: 101 days; to refresh: npm run prices -- --region us-east-1</i>",
    );
  });

  it("folds the lines away for a pull request", () => {
    const text = renderEstimateMarkdown(example());
    assert.match(
      text,
      /^> \*\*Not in the sum, .*\n\n### At least USD 44\.25 a month in us-east-1\n/,
    );
    assert.match(text, /\| others \| 44\.25 \|\n/);
    assert.match(
      text,
      /<details>[^]*\| others \| NAT gateway \| nat \| 730 \|[^]*<\/details>\n\n<sub>Oldest price: .*<\/sub>$/,
    );
  });

  it("has every line, unrounded, in CSV", () => {
    const lines = renderEstimateCsv(example()).split("\r\n");
    assert.equal(lines[0], "part,resource,type,what,quantity,unit,unitPrice,monthly,assumption");
    assert.equal(lines[2], "others,one,aws:ec2/eip:Eip,public IPv4 address,730,hour,0.005,3.65,");
    assert.equal(lines.length, 1 + 5 + 1);
  });
});
