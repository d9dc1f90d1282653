// The stack without the engine: prints the declared resources that depend on files of the package.
import { gunzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import * as holdfast from "@holdfast-owner/holdfast";
import { declare } from "./stack.mjs";

const resources = [];
await pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    resources.push({ type, name, inputs });
    const arn = `arn:aws:service:us-east-1:123456789012:${name}`;
    const address = { publicIp: "203.0.113.1", allocationId: `eipalloc-${name}` };
    return { id: name, state: { ...inputs, ...address, arn, dnsName: `${name}.example.com` } };
  },
  call: ({ inputs }) => ({ ...inputs, id: "found", json: "{}" }),
});
declare({ withFollower: true });
await pulumi.runtime.waitForRPCs();

const inputsOf = (type, name) =>
  resources.find((one) => one.type === type && one.name.startsWith(name))?.inputs;
const template = inputsOf("aws:ec2/launchTemplate:LaunchTemplate", "entry-a1");
const follower = inputsOf("aws:lambda/function:Function", "door-follower");
const gate = inputsOf("command:local:Command", "backend-gate");
const code = (await follower.code.assets)["index.mjs"];
console.log(
  JSON.stringify({
    exports: Object.keys(holdfast).sort(),
    resources: resources.length,
    boots: gunzipSync(Buffer.from(template.userData, "base64")).includes("holdfast-boot"),
    follower: await code.text,
    gate: { command: gate.create, environment: gate.environment },
  }),
);
