import { IMAGE, SSM_PARAMETER } from "../../../simulator/model/tokens";
import assert from "node:assert/strict";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const parameter = (lab: Lab, inputs = {}): Stored =>
  lab.make(SSM_PARAMETER, {
    name: "/holdfast/node",
    type: "String",
    insecureValue: "one",
    ...inputs,
  });

describe("Parameter", () => {
  it("is known by its name, and counts its versions", () => {
    const lab = new Lab();
    const made = parameter(lab);
    assert.equal(made.id, "/holdfast/node");
    assert.equal(
      lab.state(made)["arn"],
      "arn:aws:ssm:us-east-1:123456789012:parameter/holdfast/node",
    );
    assert.equal(lab.state(made)["version"], 1);
    assert.equal(lab.state(lab.change(made, { insecureValue: "two" }))["version"], 2);
  });

  it("takes an image that there is, where its value must be one", () => {
    const lab = new Lab();
    const { id } = lab.make(IMAGE, { name: "node" });
    parameter(lab, { dataType: "aws:ec2:image", insecureValue: id });
  });

  refuses([
    [
      "its value must be an image, and there is none such",
      (lab) => parameter(lab, { dataType: "aws:ec2:image", insecureValue: "ami-12345678" }),
      "creating SSM Parameter: operation error SSM: PutParameter, api error ValidationException: Invalid AMI ID: ami-12345678",
    ],
    [
      "its name is taken",
      (lab) => [parameter(lab), parameter(lab)],
      "creating SSM Parameter: operation error SSM: PutParameter, api error ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    ],
    [
      "its name belongs to AWS",
      (lab) => parameter(lab, { name: "/aws/node" }),
      'name: expected a name of letters, digits and ._-/ that does not begin with aws or ssm, got "/aws/node"',
    ],
  ]);
});
