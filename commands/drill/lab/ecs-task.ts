import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, TASK_DEFINITION, text } from "../../../simulator";
import type { CloudConfig } from "./cloud-config";

const CONFIG = join(__dirname, "../../../node/container/haproxy.cfg");

/** From the end of a task until ECS has started another one on the instance. */
const RESTART_SECONDS = 15;

interface Container {
  readonly environment?: readonly { name: string; value: string }[];
}

/** Whether a machine belongs to a cluster of ECS. */
export const isContainerInstance = ({ files }: CloudConfig): boolean =>
  files.some(({ path }) => path === "/etc/ecs/ecs.config");

/** Simulates the introspection endpoint of the ECS agent, which shows that the instance is registered. */
const AGENT = `import { createServer } from "node:http";
const metadata = { ContainerInstanceArn: "arn:aws:ecs:::container-instance/simulated" };
createServer((_, response) => response.end(JSON.stringify(metadata))).listen(51678, "127.0.0.1");
`;

const AGENT_UNIT = `[Service]
ExecStart=${process.execPath} /opt/lab/ecs-agent.mjs
Restart=always
RestartSec=1s
`;

/**
 * Simulates the ECS agent and the container: runs HAProxy with the container's configuration and the task
 * definition's variables, and restarts it when it ends. It runs without a sandbox.
 */
export function taskFiles(account: Account, speed: number): CloudConfig["files"] {
  const [definition] = account.all(TASK_DEFINITION);
  const containers = JSON.parse(
    text(definition?.inputs["containerDefinitions"]) || "[]",
  ) as Container[];
  const environment = (containers[0]?.environment ?? []).map(
    ({ name, value }) => `Environment=${name}=${value}\n`,
  );
  const seconds = Math.max(1, Math.round(RESTART_SECONDS / speed));
  const unit = `[Service]
${environment.join("")}ExecStart=haproxy -W -db -f /opt/lab/task.cfg $OPTIONS
Restart=always
RestartSec=${seconds}s
`;
  const content = readFileSync(CONFIG, "utf8");
  const texts = {
    "/opt/lab/task.cfg": content,
    "/opt/lab/ecs-agent.mjs": AGENT,
    "/etc/systemd/system/ecs-task.service": unit,
    "/etc/systemd/system/ecs-agent.service": AGENT_UNIT,
  };
  return Object.entries(texts).map(([path, content]) => ({ path, permissions: "0644", content }));
}
