import { BACKEND } from "./pair-network";

/** keepalived.conf of a machine outside the pair that claims to be its master. */
export const renderIntruder = (victim: string): string => `global_defs {
    vrrp_version 3
}
vrrp_instance pair {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 254
    advert_int 0.2
    unicast_src_ip ${BACKEND}
    unicast_peer {
        ${victim}
    }
    virtual_ipaddress {
        169.254.112.112/32 dev lo
    }
}
`;
