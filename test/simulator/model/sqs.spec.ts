import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { queue } from "./serverless-lab";

describe("Queue", () => {
  it("is named by its URL, and encrypted by SQS unless KMS does it", () => {
    const lab = new Lab();
    const made = queue(lab);
    assert.equal(made.id, "https://sqs.us-east-1.amazonaws.com/123456789012/dead");
    assert.equal(made.outputs["arn"], "arn:aws:sqs:us-east-1:123456789012:dead");
    assert.equal(lab.state(made)["sqsManagedSseEnabled"], true);
    const own = queue(lab, { name: "own", kmsMasterKeyId: "alias/own" });
    assert.equal(lab.state(own)["sqsManagedSseEnabled"], false);
  });

  it("can have a dead letter queue", () => {
    const lab = new Lab();
    const deadLetterTargetArn = queue(lab).outputs["arn"] as string;
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
    assert.ok(queue(lab, { name: "work", redrivePolicy }));
  });

  refuses([
    [
      "messages are kept for longer than 14 days",
      (lab) => queue(lab, { messageRetentionSeconds: 1209601 }),
      "messageRetentionSeconds: expected a whole number from 60 to 1209600 seconds, got 1209601",
    ],
    [
      "its name has a dot",
      (lab) => queue(lab, { name: "a.b" }),
      'name: expected at most 80 of the characters a-z, A-Z, 0-9, _ and -, got "a.b"',
    ],
    [
      "a FIFO queue has another queue's name",
      (lab) => queue(lab, { fifoQueue: true }),
      "name: the name of a FIFO queue, and of no other, ends with .fifo",
    ],
    [
      "two ways of encryption are asked for",
      (lab) => queue(lab, { sqsManagedSseEnabled: true, kmsMasterKeyId: "x" }),
      'sqsManagedSseEnabled: "sqsManagedSseEnabled" conflicts with kmsMasterKeyId',
    ],
    [
      "its name is taken",
      (lab) => {
        queue(lab);
        queue(lab);
      },
      "creating SQS Queue: operation error SQS: CreateQueue, api error QueueAlreadyExists: A queue already exists with the same name and a different value for an attribute",
    ],
  ]);

  it("fails when its dead letter queue does not exist", () => {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: "arn:x", maxReceiveCount: 3 });
    assert.throws(
      () => queue(new Lab(), { redrivePolicy }),
      /InvalidParameterValue: .* Reason: Dead letter target does not exist\.$/,
    );
  });
});
