import { INSTANCE, LAUNCH_TEMPLATE, VOLUME } from "./types";
import type { Resource } from "./stack";
import { flagAt, knownAt, type Maybe, textAt } from "./values";

export interface Disk {
  /** What it is called in messages. */
  readonly label: string;
  readonly encrypted: Maybe<boolean>;
  readonly type: Maybe<string>;
}

export const WITH_DISKS = [INSTANCE, LAUNCH_TEMPLATE, VOLUME] as const;

/** The EBS volumes that a resource states. */
export function disksOf({ type, props }: Resource): Disk[] {
  if (type === VOLUME) return [disk("volume", props, "type")];
  if (type === LAUNCH_TEMPLATE) {
    return knownAt(props, "blockDeviceMappings")
      .filter((mapping) => knownAt(mapping, "ebs").length > 0)
      .map((mapping) => disk(labelOf(mapping), knownAt(mapping, "ebs")[0], "volumeType"));
  }
  return [
    ...knownAt(props, "rootBlockDevice").map((root) => disk("root volume", root, "volumeType")),
    ...knownAt(props, "ebsBlockDevices").map((each) => disk(labelOf(each), each, "volumeType")),
  ];
}

function labelOf(mapping: unknown): string {
  const device = textAt(mapping, "deviceName");
  return typeof device === "string" ? `volume ${device}` : "volume";
}

const disk = (label: string, properties: unknown, typeKey: string): Disk => ({
  label,
  encrypted: flagAt(properties, "encrypted"),
  type: textAt(properties, typeKey),
});
