/**
 * The properties of a container: ECS's API reference, ContainerDefinition. The provider silently drops any
 * other property, so that a misspelled setting is missing.
 */
const PROPERTIES = [
  ...["name", "image", "repositoryCredentials", "cpu", "memory", "memoryReservation", "links"],
  ...["portMappings", "essential", "restartPolicy", "entryPoint", "command", "environment"],
  ...["environmentFiles", "mountPoints", "volumesFrom", "linuxParameters", "secrets", "dependsOn"],
  ...["startTimeout", "stopTimeout", "versionConsistency", "hostname", "user", "workingDirectory"],
  ...["disableNetworking", "privileged", "readonlyRootFilesystem", "dnsServers"],
  ...["dnsSearchDomains", "extraHosts", "dockerSecurityOptions", "interactive", "pseudoTerminal"],
  ...["dockerLabels", "ulimits", "logConfiguration", "healthCheck", "systemControls"],
  ...["resourceRequirements", "firelensConfiguration", "credentialSpecs"],
];

/** The unknown properties of a container. */
export const unknownProperties = (container: object): string[] =>
  Object.keys(container).filter((key) => !PROPERTIES.includes(key));
