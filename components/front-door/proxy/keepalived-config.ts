/** Settings of keepalived on one node of a pair. */
export interface KeepalivedSettings {
  /** `<pair>-<zone letter>`: name of the node in its log. */
  readonly node: string;
  /** Private address of this node, the source of VRRP. */
  readonly ownAddress: string;
  /** Private address of the other node, the only destination of VRRP. */
  readonly peerAddress: string;
  /**
   * Network interface with `ownAddress`. Its name differs between images and instance types: `holdfast-boot` writes
   * the one of the default route instead. @default "eth0"
   */
  readonly interface?: string | undefined;
  /** 1 to 255, the same on both nodes. @default 51 */
  readonly virtualRouterId?: number | undefined;
  /**
   * Seconds between two advertisements of the master, 0.1 to 10. The other node becomes master after three missing
   * advertisements. An interruption of that length makes both nodes master for a moment. @default `ADVERT_SECONDS`
   */
  readonly advertSeconds?: number | undefined;
  /** One of `PRIORITIES`, different on each node. */
  readonly priority: number;
  /** Whether the node with the higher priority becomes master again when it returns. @default false */
  readonly preempt?: boolean | undefined;
  /** Port of HAProxy's health frontend. @default 9001 */
  readonly healthPort?: number | undefined;
}

/**
 * Seconds between two advertisements. Three of them are longer than one and a stall of half a second, which therefore
 * moves no address: `test/lab/pair/stalls.ts`.
 */
export const ADVERT_SECONDS = 0.3;

/**
 * Priorities of the pair's first and second node. Both are high, because a node waits (256 - priority) / 256 of
 * `advertSeconds` after the master resigns. `holdfast-own` identifies the first node by its number: if both nodes are
 * master because they lost contact, that one keeps the address.
 */
export const PRIORITIES = { first: 250, second: 240 } as const;

/** Path of keepalived.conf on a node, which keepalived's unit expects. */
export const KEEPALIVED_CONFIG_PATH = "/etc/keepalived/keepalived.conf";

/**
 * Renders keepalived.conf for a node of a pair, with a reason for every setting that differs from the default.
 * Written for keepalived 2.2. The master should have the pair's address. `holdfast-own` reads the transitions from
 * the FIFO and moves the address.
 */
export function renderKeepalivedConfig({
  node,
  ownAddress,
  peerAddress,
  interface: networkInterface = "eth0",
  virtualRouterId = 51,
  advertSeconds = ADVERT_SECONDS,
  priority,
  preempt = false,
  healthPort = 9001,
}: KeepalivedSettings): string {
  return `# keepalived.conf of a holdfast node, rendered from the stack's configuration: changes made here are lost.

global_defs {
    router_id ${node}
    # Version 2 counts in whole seconds, and takes 0.2 for 1 without a word.
    vrrp_version 3
    # Advertisements from others than the peer are dropped, whatever the security group lets through.
    vrrp_check_unicast_src
    enable_script_security
    script_user nobody
    # Transitions in the order in which they happened, which notify scripts do not promise.
    vrrp_notify_fifo /run/holdfast/vrrp.fifo root root
    fifo_write_vrrp_states_on_reload
    # Never swapped out, and before others when the processor is busy: late advertisements are a failover.
    vrrp_priority -20
    vrrp_no_swap
}

vrrp_script haproxy {
    # Any answer will do: 503 says that the backend is down, and the other node would find the same.
    script "/usr/bin/curl --silent --output /dev/null --max-time 2 http://127.0.0.1:${healthPort}/health"
    interval 1
    timeout 3
    # Nothing is in doubt: the connection was refused, or HAProxy said nothing for 2 s.
    fall 1
    rise 2
    # Not a candidate until HAProxy has answered.
    init_fail
}

vrrp_instance pair {
    # On both nodes: who comes first is the master.
    state BACKUP
${preempt ? "" : "    # A node that comes back waits: each move cuts the connections through the other node.\n    nopreempt\n"}    interface ${networkInterface}
    virtual_router_id ${virtualRouterId}
    priority ${priority}
    advert_int ${advertSeconds}
    # A VPC has no multicast.
    unicast_src_ip ${ownAddress}
    unicast_peer {
        ${peerAddress}
    }
    # keepalived wants one. Nobody else sees it: the pair's address is moved by the VPC, not by ARP.
    virtual_ipaddress {
        169.254.112.112/32 dev lo
    }
    # Without a weight: a node whose HAProxy is dead is at fault and says so, and the other one follows at
    # once. A weight only lowers its priority, and the other one waits for three advertisements.
    track_script {
        haproxy
    }
}
`;
}
