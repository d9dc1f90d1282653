import * as v from "valibot";
import { DAYS, DEFAULT_HOURS } from "./working-hours";

/* The shape of the section `jumpbox`: a machine inside the VPC that people work from. */

const schedule = v.optional(
  v.pipe(
    v.strictObject({
      start: v.optional(
        v.pipe(v.string(), v.description("HH:MM, on each of the days."), v.examples(["08:00"])),
        DEFAULT_HOURS.start,
      ),
      stop: v.optional(
        v.pipe(
          v.string(),
          v.description("HH:MM; before `start`, it is that of the next day."),
          v.examples(["18:00"]),
        ),
        DEFAULT_HOURS.stop,
      ),
      days: v.optional(
        v.pipe(v.array(v.picklist(DAYS)), v.description("On which it is started.")),
        [...DEFAULT_HOURS.days],
      ),
      timeZone: v.optional(
        v.pipe(
          v.string(),
          v.description("Of start and stop, by its name in the tz database."),
          v.examples(["Europe/Berlin"]),
        ),
        DEFAULT_HOURS.timeZone,
      ),
    }),
    v.description("When it runs. Outside of these hours it costs its disk."),
  ),
  {},
);

const machine = {
  instanceType: v.optional(v.pipe(v.string(), v.description("Of the jumpbox.")), "t4g.nano"),
  image: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023."),
      v.examples(["ami-0123456789abcdef0"]),
    ),
  ),
  schedule,
};

const keyName = v.exactOptional(
  v.pipe(
    v.string(),
    v.description("EC2 key pair for SSH. Default: keys are pushed by EC2 Instance Connect."),
    v.examples(["operations"]),
  ),
);

export const jumpboxSchema = v.pipe(
  v.variant("kind", [
    v.strictObject({ kind: v.literal("none") }),
    v.strictObject({ kind: v.literal("ssm"), ...machine }),
    v.strictObject({ kind: v.literal("instanceConnectEndpoint"), ...machine, keyName }),
    v.strictObject({
      kind: v.literal("public"),
      ...machine,
      keyName,
      name: v.optional(v.pipe(v.string(), v.description("Name in dns.zone.")), "jumpbox"),
      allowFrom: v.pipe(
        v.array(v.string()),
        v.description("IPv4 blocks from which people may connect by SSH."),
        v.examples([["198.51.100.0/24"]]),
      ),
    }),
  ]),
  v.description(
    "A machine inside the VPC for people, in working hours: reached by Session Manager (ssm), through an EC2 Instance Connect Endpoint, or at a public address. See docs/jumpbox.md.",
  ),
);

export type JumpboxSettings = v.InferOutput<typeof jumpboxSchema>;
