import type * as pulumi from "@pulumi/pulumi";
import type { ecs } from "@pulumi/awsx/types/input";
import type { ResolvedLimits } from "../proxy/client-limits";
import { tunnelSeconds } from "../proxy/haproxy-sections";

/** HAProxy in its container, as the image of `node/container/` takes it. */
interface ContainerSettings {
  readonly image: pulumi.Input<string>;
  /** `name:port` that requests go to; the name is followed. */
  readonly endpoint: pulumi.Input<string>;
  /** What the backend answers with a status from 200 to 399 while it is healthy. */
  readonly healthPath: pulumi.Input<string>;
  /** That HAProxy listens on. */
  readonly port: number;
  readonly limits: ResolvedLimits;
  readonly idleTimeoutSeconds: number;
  readonly connectTimeoutMs: number;
  /** MiB that are kept free for it on an instance. @default - what the task has */
  readonly memoryReservation?: number | undefined;
}

export const CONTAINER_NAME = "haproxy";
/** That clients connect to, and that X-Forwarded-Port names. */
export const PUBLIC_PORT = 80;
/** `/health` answers 200 while the backend can be reached, else 503; `/alive` 200 while HAProxy runs. */
export const HEALTH_PORT = 9001;

/** After the stop signal, HAProxy takes no new connection, and those that there are have this long. */
export const STOP_SECONDS = 60;

/**
 * As the image's own, which ECS does not read. It asks whether HAProxy runs, not whether its backend does:
 * another task would find the same backend.
 */
export const HEALTH_COMMAND = `wget -q -T 2 -O /dev/null http://127.0.0.1:${HEALTH_PORT}/alive`;

/** The container of a task: without privileges and capabilities, its file system read-only. */
export function containerDefinition(
  settings: ContainerSettings,
): ecs.TaskDefinitionContainerDefinitionArgs {
  const { image, endpoint, healthPath, port, memoryReservation, idleTimeoutSeconds } = settings;
  const { connections, perSource } = settings.limits;
  // Two for each connection, and some.
  const files = 2 * connections + 1000;
  return {
    name: CONTAINER_NAME,
    image,
    essential: true,
    user: "99:99",
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    environment: [
      { name: "BALANCED_ENDPOINT", value: endpoint },
      { name: "HEALTH_PATH", value: healthPath },
      { name: "PORT", value: `${port}` },
      { name: "PUBLIC_PORT", value: `${PUBLIC_PORT}` },
      { name: "HEALTH_PORT", value: `${HEALTH_PORT}` },
      { name: "MAX_CONNECTIONS", value: `${connections}` },
      { name: "SOURCE_CONNECTIONS", value: `${perSource.connections}` },
      { name: "SOURCE_NEW", value: `${perSource.newPerTenSeconds}` },
      { name: "IDLE_SECONDS", value: `${idleTimeoutSeconds}` },
      { name: "TUNNEL_SECONDS", value: `${tunnelSeconds(idleTimeoutSeconds)}` },
      { name: "CONNECT_MS", value: `${settings.connectTimeoutMs}` },
    ],
    portMappings: [port, HEALTH_PORT].map((containerPort) => ({ containerPort })),
    healthCheck: {
      command: ["CMD-SHELL", HEALTH_COMMAND],
      interval: 5,
      timeout: 3,
      retries: 3,
      startPeriod: 10,
    },
    stopTimeout: STOP_SECONDS,
    ulimits: [{ name: "nofile", softLimit: files, hardLimit: files }],
    memoryReservation,
  };
}
