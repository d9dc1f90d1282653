import * as v from "valibot";
import { instanceType, machineImage } from "../settings/values";
import { isTimeZone } from "./time-zone";
import { DAYS } from "./working-hours";

/* The shape of the section `jumpbox`: a machine inside the VPC for people. */

const time = (description: string, example: string) =>
  v.pipe(
    v.string(),
    v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time from 00:00 to 23:59"),
    v.metadata({ remedy: 'write hours and minutes with two digits each: "08:00"' }),
    v.description(description),
    v.examples([example]),
  );

const schedule = v.pipe(
  v.strictObject({
    start: time("Start time as HH:MM, on each of the days.", "08:00"),
    stop: time("Stop time as HH:MM; before `start`, it is on the next day.", "18:00"),
    days: v.pipe(
      v.array(v.picklist(DAYS)),
      v.minLength(1, "must not be empty"),
      v.metadata({
        remedy: "write the days on which it starts, or write kind: none for no jumpbox",
      }),
      v.description("Days on which it starts."),
      v.examples([["MON", "TUE", "WED", "THU", "FRI"]]),
    ),
    timeZone: v.pipe(
      v.string(),
      v.check(isTimeZone, "must be a time zone of the tz database"),
      v.metadata({ remedy: "write a name such as Europe/Berlin, or UTC" }),
      v.description("Time zone of start and stop, by its name in the tz database."),
      v.examples(["Europe/Berlin"]),
    ),
  }),
  v.description("Working hours. Outside of them it is stopped, and costs only its disk."),
  v.examples([
    { start: "08:00", stop: "18:00", days: ["MON", "TUE", "WED", "THU", "FRI"], timeZone: "UTC" },
  ]),
);

/** Settings of every jumpbox. */
export const machineSchema = {
  instanceType: v.optional(instanceType("Instance type of the jumpbox."), "t4g.nano"),
  image: v.exactOptional(machineImage()),
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
    v.strictObject({ kind: v.literal("ssm"), ...machineSchema }),
    v.strictObject({ kind: v.literal("instanceConnectEndpoint"), ...machineSchema, keyName }),
    v.strictObject({
      kind: v.literal("public"),
      ...machineSchema,
      keyName,
      name: v.optional(
        v.pipe(
          v.string(),
          v.description('Name in dns.zone, without the zone; "" is the zone itself.'),
        ),
        "jumpbox",
      ),
      allowFrom: v.pipe(
        v.array(v.string()),
        v.description("IPv4 blocks that may connect by SSH."),
        v.examples([["198.51.100.0/24"]]),
      ),
    }),
  ]),
  v.description(
    "A machine inside the VPC for people, in working hours. Access: Session Manager (ssm), an EC2 Instance Connect Endpoint, or a public address. See docs/jumpbox.md.",
  ),
);

export type JumpboxSettings = v.InferOutput<typeof jumpboxSchema>;

/** Settings of an existing jumpbox. */
export type JumpboxConfig = Exclude<JumpboxSettings, { kind: "none" }>;
