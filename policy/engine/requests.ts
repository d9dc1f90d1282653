import type * as jspb from "google-protobuf";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type {
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Resource } from "../../stack/resource";
import { newestType } from "../../stack/type-aliases";
import { SECRET, textAt, textsWithin, UNKNOWN } from "../../stack/values";
import type { PolicySettings, StackFacts } from "../pack";
import { nameOfLevel } from "./levels";

/** Value of the key `SECRET` in an object that represents a secret. */
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/**
 * The engine's properties, with secrets replaced by their values. Assets and archives stay the objects that
 * describe them.
 */
const toValues = (struct: Struct | undefined): Record<string, unknown> =>
  withoutSecrets(struct?.toJavaScript() ?? {}) as Record<string, unknown>;

/** Replaces secrets in place: the value is not shared. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (fields[SECRET] === SECRET_SIGNATURE) return withoutSecrets(fields["value"]);
  for (const key of Object.keys(fields)) fields[key] = withoutSecrets(fields[key]);
  return fields;
}

/** The keys and messages of a map; its `toArray` has the messages' raw arrays. */
function pairsOf<T>(map: jspb.Map<string, T>): [string, T][] {
  const pairs: [string, T][] = [];
  map.forEach((message, key) => pairs.push([key, message]));
  return pairs;
}

function toResource(request: AnalyzeRequest | AnalyzerResource): Resource {
  const inputs = toValues(request.getProperties());
  const id = textAt(inputs, "id");
  const options = request.getOptions();
  return {
    type: newestType(request.getType()),
    name: request.getName(),
    urn: request.getUrn(),
    inputs,
    id: id === UNKNOWN ? undefined : id,
    parent: options?.getParent() || undefined,
    protect: options?.getProtect() ?? false,
  };
}

/** A resource before it is created or changed. */
export function resourceOf(request: AnalyzeRequest): Resource {
  const provider = request.getProvider();
  const defaultTags = provider && tagKeys(toValues(provider.getProperties()));
  return { ...toResource(request), defaultTags };
}

/** A resource at the end of a preview or an update, with its properties' dependencies. */
export function stackResourceOf(resource: AnalyzerResource): Resource {
  const references = pairsOf(resource.getPropertydependenciesMap()).map(
    ([property, urns]) => [property, urns.getUrnsList()] as const,
  );
  return { ...toResource(resource), references: Object.fromEntries(references) };
}

/** The keys of a provider's default tags; its settings are JSON text. */
function tagKeys(settings: Record<string, unknown>): string[] {
  const given = settings["defaultTags"];
  const [text] = textsWithin(given);
  if (typeof given !== "string" || text === undefined) return [];
  try {
    const { tags } = JSON.parse(text) as { tags?: object };
    return Object.keys(tags ?? {});
  } catch {
    return [];
  }
}

export const factsOf = (request: AnalyzerStackConfigureRequest): StackFacts => ({
  isHoldfast: [...request.getConfigMap().keys()].some((key) => key.startsWith("holdfast:")),
});

/** The pack's configuration as the engine parsed it, by policy name. */
export function settingsOf(request: ConfigureAnalyzerRequest): Map<string, PolicySettings> {
  const configured = pairsOf(request.getPolicyconfigMap());
  return new Map(
    configured.map(([name, config]) => [
      name,
      {
        level: nameOfLevel(config.getEnforcementlevel()),
        settings: toValues(config.getProperties()),
      },
    ]),
  );
}
