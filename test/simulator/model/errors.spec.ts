import assert from "node:assert/strict";
import { AwsError } from "../../../simulator/model/errors";

describe("AwsError", () => {
  it("reads as the AWS provider words it", () => {
    const error = new AwsError("InvalidVpcID.NotFound", "The vpc ID 'vpc-x' does not exist");
    assert.equal(
      error.during("creating EC2 Subnet", "EC2: CreateSubnet").message,
      "creating EC2 Subnet: operation error EC2: CreateSubnet, api error InvalidVpcID.NotFound: The vpc ID 'vpc-x' does not exist",
    );
  });
});
