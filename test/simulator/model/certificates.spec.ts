import assert from "node:assert/strict";
import {
  CERTIFICATE,
  CERTIFICATE_VALIDATION,
  DNS_RECORD,
  HOSTED_ZONE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, objects } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, listener, targets, twoZones } from "./balancing-lab";

const certificate = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(CERTIFICATE, { domainName: "www.shop.test", validationMethod: "DNS", ...inputs });

/** Creates the records that a certificate asks for. */
function prove(lab: Lab, made: Stored): void {
  const zone = lab.make(HOSTED_ZONE, { name: "shop.test" });
  for (const option of objects(lab.state(made)["domainValidationOptions"])) {
    lab.make(DNS_RECORD, {
      zoneId: zone.id,
      name: option["resourceRecordName"],
      type: option["resourceRecordType"],
      ttl: 60,
      records: [option["resourceRecordValue"]],
    });
  }
}

const validate = (lab: Lab, { id }: Stored): Stored =>
  lab.make(CERTIFICATE_VALIDATION, { certificateArn: id });

describe("Certificate and CertificateValidation", () => {
  it("are issued when the records of all names are there", () => {
    const lab = new Lab();
    const made = certificate(lab, { subjectAlternativeNames: ["api.shop.test"] });
    assert.equal(lab.state(made)["status"], "PENDING_VALIDATION");
    prove(lab, made);
    assert.equal(lab.state(made)["status"], "ISSUED");
    assert.ok(validate(lab, made));
  });

  it("are issued at once when they are imported", () => {
    const lab = new Lab();
    const made = lab.make(CERTIFICATE, { certificateBody: "body", privateKey: "key" });
    const { status, type } = lab.state(made);
    assert.deepEqual([status, type], ["ISSUED", "IMPORTED"]);
  });

  it("cannot be deleted while a listener uses them", () => {
    const lab = new Lab();
    const made = certificate(lab);
    prove(lab, made);
    const place = twoZones(lab);
    listener(lab, alb(lab, place), targets(lab, place), {
      protocol: "HTTPS",
      certificateArn: made.id,
    });
    assert.throws(() => lab.account.remove(made), /ResourceInUseException/);
  });

  refuses([
    [
      "nothing says how control is proven",
      (lab) => certificate(lab, { validationMethod: undefined }),
      'validationMethod: "validationMethod" is required unless a certificate is imported with certificateBody',
    ],
    [
      "an import lacks the key",
      (lab) => lab.make(CERTIFICATE, { certificateBody: "body" }),
      'privateKey: "privateKey" is required with certificateBody',
    ],
  ]);

  it("fail when the records are missing", () => {
    const lab = new Lab();
    const made = certificate(lab);
    assert.throws(() => validate(lab, made), /unexpected state 'PENDING_VALIDATION'/);
  });
});
