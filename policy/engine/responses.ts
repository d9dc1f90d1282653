import type { EnforcementLevel } from "@pulumi/policy";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as rpc from "@pulumi/pulumi/proto/analyzer_pb";
import type { HoldfastPolicy } from "../model/policy";
import type { Found, Pack } from "../pack";
import { numberOfLevel, numberOfSeverity } from "./levels";

/** The pack's description. */
export interface About {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  /** Of the cloud. */
  readonly provider: string;
}

const describe = ({ what, why }: HoldfastPolicy): string => `${what} ${why}`;

/** The pack's metadata, which the engine shows and validates a configuration with. */
export function infoOf(about: About, pack: Pack): rpc.AnalyzerInfo {
  const info = new rpc.AnalyzerInfo();
  info.setName(about.name);
  info.setVersion(about.version);
  info.setDisplayname(about.displayName);
  info.setDescription(about.description);
  info.setProvider(about.provider);
  info.setSupportsconfig(true);
  info.setPoliciesList(
    pack.policies.map((policy) => policyInfo(policy, pack.defaultLevelOf(policy))),
  );
  return info;
}

function policyInfo(policy: HoldfastPolicy, level: EnforcementLevel): rpc.PolicyInfo {
  const info = new rpc.PolicyInfo();
  info.setName(policy.name);
  info.setDisplayname(policy.displayName);
  info.setDescription(describe(policy));
  info.setPolicyType(
    policy.kind === "stack"
      ? rpc.PolicyType.POLICY_TYPE_STACK
      : rpc.PolicyType.POLICY_TYPE_RESOURCE,
  );
  info.setEnforcementlevel(numberOfLevel(level));
  info.setSeverity(numberOfSeverity(policy.severity));
  info.setTagsList(["holdfast"]);
  info.setRemediationSteps(policy.remedy);
  const framework = new rpc.PolicyComplianceFramework();
  framework.setName(policy.framework.name);
  framework.setVersion(policy.framework.version);
  framework.setReference(policy.framework.reference);
  framework.setSpecification(policy.framework.specification);
  info.setFramework(framework);
  const schema = new rpc.PolicyConfigSchema();
  schema.setProperties(Struct.fromJavaScript(schemaOf(policy)));
  info.setConfigschema(schema);
  return info;
}

const schemaOf = ({ settings }: HoldfastPolicy): Record<string, never> =>
  Object.fromEntries(
    Object.entries(settings).map(([key, { schema }]) => [key, schema]),
  ) as unknown as Record<string, never>;

/** @param silent policies without a resource to judge */
export function responseOf(
  { name, version }: About,
  found: readonly Found[],
  silent: readonly HoldfastPolicy[] = [],
): rpc.AnalyzeResponse {
  const response = new rpc.AnalyzeResponse();
  response.setDiagnosticsList(
    found.map(({ policy, level, message, urn }) => {
      const diagnostic = new rpc.AnalyzeDiagnostic();
      diagnostic.setPolicyname(policy.name);
      diagnostic.setPolicypackname(name);
      diagnostic.setPolicypackversion(version);
      diagnostic.setDescription(describe(policy));
      diagnostic.setMessage(`${describe(policy)}\n${message}`);
      diagnostic.setEnforcementlevel(numberOfLevel(level));
      diagnostic.setSeverity(numberOfSeverity(policy.severity));
      if (urn !== undefined) diagnostic.setUrn(urn);
      return diagnostic;
    }),
  );
  response.setNotApplicableList(
    silent.map((policy) => {
      const notApplicable = new rpc.PolicyNotApplicable();
      notApplicable.setPolicyName(policy.name);
      notApplicable.setReason("It judges resources of other types");
      return notApplicable;
    }),
  );
  return response;
}
