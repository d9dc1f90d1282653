import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { OtherNode, PairLabSettings } from "../labs/pair/pair-lab";

export interface FailoverVariant {
  readonly title: string;
  readonly settings: PairLabSettings;
}

/** The current pair, with an advert interval. */
export const variant = (advertSeconds: number): FailoverVariant => ({
  title: `holdfast, advert ${advertSeconds} s`,
  settings: { failover: "route", advertSeconds },
});

/**
 * The article's design: VRRP version 2, an advertisement each second, a check of HAProxy every 2 s, and a
 * notify script that calls AWS's command line for one route table after the other.
 */
export const PUBLISHED: FailoverVariant = {
  title: "as published",
  settings: { failover: "route", advertSeconds: 1, otherDesign: renderPublished },
};

/**
 * Differs from the published script in three points that this lab needs: the check sends a request to
 * HAProxy, as `pidof` would find processes of all namespaces; keepalived 2.2 requires a virtual address; and
 * transitions are recorded.
 */
function renderPublished(node: OtherNode): string {
  const { letter, ownAddress, peerAddress, folder } = node;
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "notify.sh");
  writeFileSync(script, notifyScript(node), { mode: 0o755 });
  return `global_defs {
    script_user root
}

vrrp_script haproxy {
    script "/usr/bin/curl --silent --output /dev/null --max-time 2 http://127.0.0.1:9001/health"
    interval 2
}

vrrp_instance pair {
    interface eth0
    state ${letter === "a" ? "MASTER" : "BACKUP"}
    virtual_router_id 1
    priority ${letter === "a" ? 101 : 100}
    unicast_src_ip ${ownAddress}
    unicast_peer {
        ${peerAddress}
    }
    virtual_ipaddress {
        169.254.112.112/32 dev lo
    }
    track_script {
        haproxy
    }
    notify ${script}
}
`;
}

function notifyScript({ folder, apiUrl, metadataUrl, settings }: OtherNode): string {
  const target = settings["HOLDFAST_NETWORK_INTERFACE"]!;
  return `#!/bin/bash
export AWS_EC2_METADATA_SERVICE_ENDPOINT=${metadataUrl}/
if [ "$3" = MASTER ]; then
  for table in ${settings["HOLDFAST_ROUTE_TABLES"]!}; do
    aws --region us-east-1 --endpoint-url ${apiUrl} ec2 replace-route --route-table-id "$table" \\
      --destination-cidr-block ${settings["HOLDFAST_VIRTUAL_ADDRESS"]!}/32 --network-interface-id ${target}
  done
fi
echo "$3 0 $(cat /run/holdfast/vrrp.pid)" >${folder}/run/holdfast/own.state
`;
}
