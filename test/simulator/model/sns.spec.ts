import assert from "node:assert/strict";
import { TOPIC, TOPIC_SUBSCRIPTION } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const topic = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(TOPIC, { name: "alarms", ...inputs });

const subscribe = (lab: Lab, { id }: Stored, protocol: string, endpoint: string): Stored =>
  lab.make(TOPIC_SUBSCRIPTION, { topic: id, protocol, endpoint });

describe("Topic and TopicSubscription", () => {
  it("are named by the topic's ARN", () => {
    const lab = new Lab();
    const made = topic(lab);
    assert.equal(made.id, "arn:aws:sns:us-east-1:123456789012:alarms");
    assert.ok(subscribe(lab, made, "email", "ops@example.com").id.startsWith(`${made.id}:`));
  });

  it("wait for confirmation where a person is at the other end", () => {
    const lab = new Lab();
    const pending = (protocol: string, endpoint: string) =>
      lab.state(subscribe(lab, topic(lab), protocol, endpoint))["pendingConfirmation"];
    assert.equal(pending("email", "ops@example.com"), true);
    assert.equal(pending("sqs", "arn:aws:sqs:us-east-1:123456789012:q"), false);
  });

  it("go together", () => {
    const lab = new Lab();
    const made = topic(lab);
    subscribe(lab, made, "https", "https://example.com/hook");
    lab.account.remove(made);
    assert.deepEqual(lab.account.all(TOPIC_SUBSCRIPTION), []);
  });

  refuses([
    [
      "an endpoint is not of its protocol",
      (lab) => subscribe(lab, topic(lab), "email", "https://example.com"),
      'endpoint: InvalidParameter: Invalid parameter: Endpoint: "https://example.com" is none of protocol email',
    ],
    [
      "a name has a dot",
      (lab) => topic(lab, { name: "a.b" }),
      'name: expected at most 256 of the characters a-z, A-Z, 0-9, _ and -, got "a.b"',
    ],
    [
      "the topic does not exist",
      (lab) => subscribe(lab, { id: "arn:x" } as Stored, "email", "ops@example.com"),
      "creating SNS Topic Subscription: operation error SNS: Subscribe, api error NotFound: Topic does not exist",
    ],
  ]);
});
