import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../stack/types";
import { textAt } from "../../stack/values";

/** Bytes, before they are encoded in base64. */
const LIMIT = 16 * 1024;

export const awsEc2InstanceRequireSmallUserData = resourcePolicy({
  name: "aws-ec2-instance-require-small-user-data",
  displayName: "User data is at most 16 KiB",
  what: "User data of instances and launch templates has at most 16 KiB, before it is encoded.",
  why: "EC2 rejects longer user data at the launch of an instance, which for a group is after the update.",
  remedy: "Compress it, or move files to a bucket or an image.",
  severity: "high",
  framework: VALIDATED,
  types: [INSTANCE, LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION],
  check: ({ type, name, inputs }) => {
    const plain = type === LAUNCH_TEMPLATE ? undefined : textAt(inputs, "userData");
    const encoded = textAt(inputs, type === LAUNCH_TEMPLATE ? "userData" : "userDataBase64");
    const bytes = Math.max(
      typeof plain === "string" ? Buffer.byteLength(plain) : 0,
      typeof encoded === "string" ? Buffer.byteLength(encoded, "base64") : 0,
    );
    if (bytes <= LIMIT) return [];
    return [
      `user data of ${name} should have at most ${LIMIT} bytes, got ${bytes}; compress it, or fetch a part of it`,
    ];
  },
});
