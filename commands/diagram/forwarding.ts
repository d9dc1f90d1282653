import { gunzipSync } from "node:zlib";
import { type PlannedResource, knownPart } from "../../stack/resource";
import { type Inventory, textOf } from "./inventory";
import { GROUP, INSTANCE, SERVICE, TEMPLATE, serviceOn } from "./read-machines";

const OBJECT = "s3/bucketObjectv2:BucketObjectv2";

/** What something forwards to, by the name that it looks up, from its user data or its container's variables. */
export function namesBehind(resource: PlannedResource, inventory: Inventory): string[] {
  const texts = configurationsOf(resource, inventory);
  const found = texts.flatMap((text) => [
    ...matches(text, /server-template \S+ \d+ ([\w.-]+):\d/g),
    ...matches(text, /"BALANCED_ENDPOINT","value":"([\w.-]+):\d/g),
  ]);
  return [...new Set(found)].sort();
}

/** The name that a machine gives itself in Route 53 whenever it starts. */
export const ownName = (resource: PlannedResource): string | undefined =>
  userDataOf(resource).flatMap((text) => matches(text, /HOLDFAST_RECORD=([\w.-]+)/g))[0];

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/** Where HAProxy's configuration stands: in user data, in the object that it names, or in a task. */
function configurationsOf(resource: PlannedResource, inventory: Inventory): string[] {
  if (resource.type === `aws:${SERVICE}`) {
    const tasks = inventory.referred(
      resource,
      "taskDefinition",
      "ecs/taskDefinition:TaskDefinition",
    );
    return tasks.flatMap((task) => textOf(task, "containerDefinitions") ?? []);
  }
  if (resource.type === `aws:${GROUP}`) {
    const service = serviceOn(resource, inventory);
    if (service) return configurationsOf(service, inventory);
    const templates = inventory.referred(resource, "launchTemplate", TEMPLATE);
    return templates.flatMap((template) => withObjects(userDataOf(template), inventory));
  }
  return resource.type === `aws:${INSTANCE}` ? withObjects(userDataOf(resource), inventory) : [];
}

function userDataOf({ inputs }: PlannedResource): string[] {
  const encoded = knownPart(inputs["userData"] ?? inputs["userDataBase64"]);
  if (typeof encoded !== "string") return [];
  const bytes = Buffer.from(encoded, "base64");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return [isGzip ? gunzipSync(bytes).toString() : bytes.toString()];
}

function withObjects(texts: readonly string[], inventory: Inventory): string[] {
  const keys = texts.flatMap((text) => matches(text, /HOLDFAST_CONFIG_KEY=([\w./-]+)/g));
  const objects = inventory.all(OBJECT).filter((one) => keys.includes(textOf(one, "key") ?? ""));
  return [...texts, ...objects.flatMap((one) => textOf(one, "content") ?? [])];
}
