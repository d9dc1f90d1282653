/** One node's side of a pair, as keepalived must know it. */
export interface KeepalivedSettings {
  /** `<pair>-<zone letter>`: how the node calls itself in its log. */
  readonly node: string;
  /** Private address of this node, which VRRP is sent from. */
  readonly ownAddress: string;
  /** Private address of the other node, the only one that VRRP is sent to. */
  readonly peerAddress: string;
  /**
   * Network interface that has `ownAddress`. Its name differs between images and types of instances:
   * `holdfast-boot` puts the one of the default route in its place. @default "eth0"
   */
  readonly interface?: string | undefined;
  /** 1 to 255, the same on both nodes. @default 51 */
  readonly virtualRouterId?: number | undefined;
  /**
   * Seconds between two advertisements of the master, 0.1 to 10. A node that is gone without a word is
   * replaced after three of them; what interrupts packets for so long makes both nodes masters for a
   * moment. @default `ADVERT_SECONDS`
   */
  readonly advertSeconds?: number | undefined;
  /** One of `PRIORITIES`, another one for each node. */
  readonly priority: number;
  /** Whether the node with the higher priority takes over again once it is back. @default false */
  readonly preempt?: boolean | undefined;
  /** Port of HAProxy's health frontend. @default 9001 */
  readonly healthPort?: number | undefined;
}

/**
 * Seconds between two advertisements. Three of them are longer than one and a stall of half a second, which moves
 * no address: `test/lab/pair/stalls.ts`.
 */
export const ADVERT_SECONDS = 0.3;

/**
 * Of the pair's first and second node. Both are high, as a node waits (256 - priority) / 256 of
 * `advertSeconds` before it follows a master that has said goodbye. `holdfast-own` knows the first node
 * by its number: of two masters that do not hear each other, that one keeps the address.
 */
export const PRIORITIES = { first: 250, second: 240 } as const;

/** Where keepalived.conf belongs on a node: keepalived's unit asks for it there. */
export const KEEPALIVED_CONFIG_PATH = "/etc/keepalived/keepalived.conf";

/**
 * The text of keepalived.conf for a node of a pair, with the reason beside what is no default. Written
 * for keepalived 2.2. Who is master decides who shall have the pair's address; moving it there is the
 * work of `holdfast-own`, which reads the transitions from the FIFO.
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
