import { gunzipSync } from "node:zlib";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { knownPart } from "../../stack/values";
import { textOf } from "./read-values";
import { serviceOn } from "./read-machines";
import {
  BUCKET_OBJECT,
  ECS_SERVICE,
  GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  TASK_DEFINITION,
} from "../../stack/types";

/** The name that a resource resolves and forwards to, from its user data or its container's variables. */
export function namesBehind(resource: Resource, graph: StackGraph): string[] {
  const texts = configurationsOf(resource, graph);
  const found = texts.flatMap((text) => [
    ...matches(text, /server-template \S+ \d+ ([\w.-]+):\d/g),
    ...matches(text, /"BALANCED_ENDPOINT","value":"([\w.-]+):\d/g),
  ]);
  return [...new Set(found)].sort();
}

/** The name that a machine registers in Route 53 at each start. */
export const ownName = (resource: Resource): string | undefined =>
  userDataOf(resource).flatMap((text) => matches(text, /HOLDFAST_RECORD=([\w.-]+)/g))[0];

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/** Where HAProxy's configuration is: in user data, in the S3 object that user data names, or in a task. */
function configurationsOf(resource: Resource, graph: StackGraph): string[] {
  if (resource.type === ECS_SERVICE) {
    const tasks = graph.referred(resource, "taskDefinition", TASK_DEFINITION);
    return tasks.flatMap((task) => textOf(task, "containerDefinitions") ?? []);
  }
  if (resource.type === GROUP) {
    const service = serviceOn(resource, graph);
    if (service) return configurationsOf(service, graph);
    const templates = graph.referred(resource, "launchTemplate", LAUNCH_TEMPLATE);
    return templates.flatMap((template) => withObjects(userDataOf(template), graph));
  }
  return resource.type === INSTANCE ? withObjects(userDataOf(resource), graph) : [];
}

function userDataOf({ inputs }: Resource): string[] {
  const encoded = knownPart(inputs["userData"] ?? inputs["userDataBase64"]);
  if (typeof encoded !== "string") return [];
  const bytes = Buffer.from(encoded, "base64");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return [isGzip ? gunzipSync(bytes).toString() : bytes.toString()];
}

function withObjects(texts: readonly string[], graph: StackGraph): string[] {
  const keys = texts.flatMap((text) => matches(text, /HOLDFAST_CONFIG_KEY=([\w./-]+)/g));
  const objects = graph
    .ofType(BUCKET_OBJECT)
    .filter((one) => keys.includes(textOf(one, "key") ?? ""));
  return [...texts, ...objects.flatMap((one) => textOf(one, "content") ?? [])];
}
