import assert from "node:assert/strict";
import { localEnvironment } from "../../../commands/local/environment";

const local = (user: NodeJS.ProcessEnv): Record<string, string> =>
  localEnvironment(user, "/home/.holdfast", "/engine/bin/pulumi");

describe("environment of a local run", () => {
  it("drops every setting of the user's AWS and Pulumi", () => {
    const user = {
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "secret",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_CONFIG_FILE: "/etc/aws",
      AWS_ENDPOINT_URL_EC2: "https://example.com",
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_BACKEND_URL: "s3://states",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/secret",
      PULUMI_STACK: "production",
      PULUMI_DEBUG_PROVIDERS: "aws:1",
      pulumi_home: "/lower",
    };
    const env = local(user);
    const values = new Set(Object.values(env));
    for (const [name, value] of Object.entries(user)) {
      assert.ok(!values.has(value), `${name} came through`);
    }
  });

  it("keeps everything else, and Pulumi's switches for diagnosis", () => {
    const user = { HOME: "/home/user", LANG: "C", PULUMI_DEBUG_GRPC: "grpc.json" };
    const env = local(user);
    for (const [name, value] of Object.entries(user)) {
      assert.equal(env[name], value);
    }
  });

  it("has all places of the engine and of AWS's settings below its home", () => {
    const env = local({});
    assert.equal(env["PULUMI_HOME"], "/home/.holdfast/pulumi");
    assert.equal(env["PULUMI_BACKEND_URL"], "file:///home/.holdfast/backend?metadata=skip");
    assert.equal(env["AWS_CONFIG_FILE"], "/home/.holdfast/aws/config");
    assert.equal(env["AWS_SHARED_CREDENTIALS_FILE"], "/home/.holdfast/aws/credentials");
  });

  it("finds the engine first on the PATH, and then the programs given", () => {
    assert.equal(local({ PATH: "/usr/bin" })["PATH"], "/engine/bin:/usr/bin");
    const env = localEnvironment({ PATH: "/usr/bin" }, "/home", "/engine/bin/pulumi", ["/packer"]);
    assert.equal(env["PATH"], "/engine/bin:/packer:/usr/bin");
  });

  it("keeps what is on this machine away from a proxy, beside what the user keeps away", () => {
    assert.equal(local({})["NO_PROXY"], "127.0.0.1,localhost");
    const env = local({ no_proxy: "intra.example.com", HTTPS_PROXY: "http://proxy:3128" });
    assert.equal(env["NO_PROXY"], "intra.example.com,127.0.0.1,localhost");
    assert.equal(env["no_proxy"], env["NO_PROXY"]);
    assert.equal(env["HTTPS_PROXY"], "http://proxy:3128");
  });
});
