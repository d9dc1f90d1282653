import { INSTANCE, LAUNCH_TEMPLATE, VOLUME } from "../../stack/types";
import type { Resource } from "../../stack/resource";
import { flagAt, knownAt, type Maybe, textAt } from "../../stack/values";

interface Disk {
  /** Its name in messages. */
  readonly label: string;
  readonly encrypted: Maybe<boolean>;
  readonly type: Maybe<string>;
}

export const WITH_DISKS = [INSTANCE, LAUNCH_TEMPLATE, VOLUME] as const;

/** The EBS volumes that a resource states. */
export function disksOf({ type, inputs }: Resource): Disk[] {
  if (type === VOLUME) return [disk("volume", inputs, "type")];
  if (type === LAUNCH_TEMPLATE) {
    return knownAt(inputs, "blockDeviceMappings")
      .filter((mapping) => knownAt(mapping, "ebs").length > 0)
      .map((mapping) => disk(labelOf(mapping), knownAt(mapping, "ebs")[0], "volumeType"));
  }
  return [
    ...knownAt(inputs, "rootBlockDevice").map((root) => disk("root volume", root, "volumeType")),
    ...knownAt(inputs, "ebsBlockDevices").map((each) => disk(labelOf(each), each, "volumeType")),
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
