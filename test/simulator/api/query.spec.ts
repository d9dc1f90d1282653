import assert from "node:assert/strict";
import {
  ec2Answer,
  ec2Error,
  parseQuery,
  queryAnswer,
  queryError,
  toXml,
} from "../../../simulator/api/query";

describe("The query protocol", () => {
  it("has lists and objects in the names of parameters", () => {
    const parameters = new URLSearchParams(
      "Filter.1.Name=a&Filter.1.Value.1=b&Filter.1.Value.2=c&Data.member.1.N=1&Plain=x",
    );
    assert.deepEqual(parseQuery(parameters), {
      Filter: [{ Name: "a", Value: ["b", "c"] }],
      Data: [{ N: "1" }],
      Plain: "x",
    });
  });

  it("answers with an element for each key and each value of a list, without what is not there", () => {
    const values = { a: "<&>", list: [1, { b: true }], none: undefined };
    assert.equal(
      toXml(values, "item"),
      "<a>&lt;&amp;&gt;</a><list><item>1</item><item><b>true</b></item></list>",
    );
    assert.equal(toXml({ list: [1] }, "member"), "<list><member>1</member></list>");
  });

  it("wraps answers and errors as the services do", () => {
    assert.match(ec2Answer("Do", { a: 1 }), /^<DoResponse .*<a>1<\/a><\/DoResponse>$/);
    assert.match(ec2Error("Code", "a<b"), /<Code>Code<\/Code><Message>a&lt;b<\/Message>/);
    assert.match(queryAnswer("Do", "x", { a: 1 }), /<DoResult><a>1<\/a><\/DoResult>/);
    assert.match(queryError(400, "C", "m"), /<Type>Sender<\/Type><Code>C<\/Code>/);
    assert.match(queryError(500, "C", "m"), /<Type>Receiver<\/Type>/);
  });
});
