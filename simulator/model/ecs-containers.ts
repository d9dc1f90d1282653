/**
 * What a container of a task can have: ECS's API reference, ContainerDefinition. The provider drops any other
 * property without a word, and so the setting that was meant is missing.
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

/** The properties of a container that ECS does not know. */
export const unknownProperties = (container: object): string[] =>
  Object.keys(container).filter((key) => !PROPERTIES.includes(key));
