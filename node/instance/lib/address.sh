# shellcheck shell=bash disable=SC2034 # used by holdfast-own
# The address of a pair, as AWS has it: PLACES is what must lead to the network interface INTERFACE, the
# ids of route tables or the one of an Elastic IP. Settings, in /etc/holdfast/node.env:
#   HOLDFAST_PAIR                 name of the pair
#   HOLDFAST_PEER                 private address of the other node
#   HOLDFAST_NETWORK_INTERFACE    of this node
#   HOLDFAST_FAILOVER             route or eip
#   HOLDFAST_VIRTUAL_ADDRESS      route: the address, which no VPC has
#   HOLDFAST_ROUTE_TABLES         route: the route tables, with spaces between [instance tag
#                                 holdfast-route-tables, which the stack may change while the node runs]
#   HOLDFAST_ALLOCATION_ID        eip: of the Elastic IP [instance tag holdfast-allocation-id, likewise]

TAG='' TAG_FORM='' LEFT_TO='' COMES=''
TABLE_FORM='rtb-([0-9a-f]{8}|[0-9a-f]{17})'

# load_address: also gives the machine the virtual address, for good: it is the VPC that decides where its
# packets go, and a node that is no longer master must go on answering those that still come.
load_address() {
  local name needed=(HOLDFAST_PAIR HOLDFAST_PEER HOLDFAST_NETWORK_INTERFACE HOLDFAST_FAILOVER)
  case ${HOLDFAST_FAILOVER:-} in
    eip) place_setting HOLDFAST_ALLOCATION_ID holdfast-allocation-id "$ALLOCATION_FORM" ;;
    *)
      needed+=(HOLDFAST_VIRTUAL_ADDRESS)
      place_setting HOLDFAST_ROUTE_TABLES holdfast-route-tables "$TABLE_FORM( +$TABLE_FORM)*"
      ;;
  esac
  for name in "${needed[@]}"; do
    [ "${!name:-}" ] && continue
    log error settings "missing=$name" "remedy=set it in $ROOT/etc/holdfast/node.env"
    exit 2
  done
  INTERFACE=$HOLDFAST_NETWORK_INTERFACE
  if [ "$HOLDFAST_FAILOVER" = eip ]; then
    PLACES=$HOLDFAST_ALLOCATION_ID
  else
    PLACES=$HOLDFAST_ROUTE_TABLES
    ip address replace "$HOLDFAST_VIRTUAL_ADDRESS/32" dev lo || log error loopback "address=$HOLDFAST_VIRTUAL_ADDRESS"
  fi
}

# place_setting NAME TAG FORM: a setting with places, which may come from a tag.
place_setting() {
  [ "${!1:-}" ] || TAG=$2 TAG_FORM=$3
  setting "$1" "tags/instance/$2" "$3"
}

# refresh_places: another zone has brought another route table, or the stack has adopted another Elastic IP.
refresh_places() {
  [ "$TAG" ] && imds "tags/instance/$TAG" "$TAG_FORM" && PLACES=$REPLY
}

# move_address PLACES: brings it here in all these places at once. Fails when that failed in one of them; ERROR is
# NoAnswer when AWS may have done it all the same, and UnauthorizedOperation when the role does not allow it.
move_address() {
  local place move=move_route pids=() pid failed=
  [ "$HOLDFAST_FAILOVER" = eip ] && move=associate
  # Before they part, as each of them would ask for its own.
  load_credentials
  for place in $1; do
    "$move" "$place" 7>&- 9>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid"
    case $? in
      0) ;;
      2) failed=NoAnswer ;;
      3) failed=${failed:-UnauthorizedOperation} ;;
      *) failed=${failed:-CallFailed} ;;
    esac
  done
  # What AWS said is in the log of the part that failed; its code may be that the credentials are old.
  [ -z "$failed" ] || { ERROR=$failed CREDENTIALS_SINCE=-$CREDENTIALS_MS && return 1; }
}

# The three programs below run beside each other, each in a process of its own.

move_route() {
  local action=replaced route=(RouteTableId "$1" DestinationCidrBlock "$HOLDFAST_VIRTUAL_ADDRESS/32"
    NetworkInterfaceId "$INTERFACE")
  if ! query ec2 ReplaceRoute "${route[@]}"; then
    case $ERROR in
      # There is no such route in the table.
      InvalidParameterValue | InvalidRoute.NotFound) action=created && query ec2 CreateRoute "${route[@]}" ;;
      *) false ;;
    esac || move_failed "$1" || return
  fi
  log info "$action" "table=$1" "interface=$INTERFACE"
}

associate() {
  query ec2 AssociateAddress AllocationId "$1" NetworkInterfaceId "$INTERFACE" AllowReassociation true ||
    move_failed "$1" || return
  log info associated "address=$1" "interface=$INTERFACE"
}

move_failed() {
  log warning move "place=$1" "error=$ERROR" "said=${REPLY//$'\n'/ }"
  case $ERROR in
    NoAnswer) return 2 ;;
    UnauthorizedOperation) return 3 ;;
  esac
  return 1
}

# read_owners: what AWS has now. Sets WRONG to the places that do not lead here, and OTHER to another
# network interface that takes packets in one of them, if there is one. With an Elastic IP, also LEFT_TO and COMES, from
# its tags.
read_owners() {
  local place owner state parameters=(Filter.1.Name route-table-id) number=0 owners
  if [ "$HOLDFAST_FAILOVER" = eip ]; then
    query ec2 DescribeAddresses AllocationId.1 "$PLACES" || return 1
    # An answer about another address, or about none.
    [ "$(xml_text allocationId)" = "$PLACES" ] || { ERROR=NoAnswer && return 1; }
    read_tags
    owners="$PLACES $(xml_text networkInterfaceId)"
  else
    # By a filter, which is silent on a table that is gone: it must not keep the others from being seen.
    for place in $PLACES; do
      parameters+=("Filter.1.Value.$((++number))" "$place")
    done
    query ec2 DescribeRouteTables "${parameters[@]}" || return 1
    owners=$(owners_of_routes)
  fi
  WRONG=$PLACES OTHER=
  while read -r place owner state; do
    if [ "$owner" = "$INTERFACE" ]; then
      WRONG=" $WRONG " && WRONG=${WRONG/" $place "/ } && WRONG=$(trim "$WRONG")
    elif [[ $owner = eni-* && $state != blackhole ]]; then
      OTHER=$owner
    fi
  done <<<"$owners"
}

# read_tags: whose the Elastic IP in REPLY is. While a stack moves it between front doors, the tag holdfast:claimant names
# what may have it; else holdfast:holder names what the stack has given it to. Sets LEFT_TO to what this pair leaves it to,
# or to nothing; and COMES while it is to come here from another front door.
read_tags() {
  local own=pair-$HOLDFAST_PAIR claimant holder
  claimant=$(xml_tag holdfast:claimant) holder=$(xml_tag holdfast:holder)
  LEFT_TO='' COMES=''
  # shellcheck disable=SC2153 # it is no misspelling of HOLDFAST_PAIR
  case ${claimant:-$holder} in
    '' | none) ;;
    # From the peer, it is a failover like any other.
    "$own") [ -z "$claimant" ] || [ "$(xml_text privateIpAddress)" = "$HOLDFAST_PEER" ] || COMES=yes ;;
    *) LEFT_TO=${claimant:-$holder} ;;
  esac
}

# check_interface: EC2 drops what is sent to an address that no network interface has, unless the check of
# source and destination is off for this one. The stack turns it off. Terraform's and Pulumi's provider may
# turn it on again: https://github.com/hashicorp/terraform-provider-aws/issues/44768
check_interface() {
  [ "$HOLDFAST_FAILOVER" = route ] || return 0
  if ! query ec2 DescribeNetworkInterfaceAttribute NetworkInterfaceId "$INTERFACE" Attribute sourceDestCheck; then
    log warning check "attribute=sourceDestCheck" "error=$ERROR"
  elif [ "$(xml_text value)" = true ]; then
    if query ec2 ModifyNetworkInterfaceAttribute NetworkInterfaceId "$INTERFACE" SourceDestCheck.Value false; then
      log warning repaired "interface=$INTERFACE" "attribute=sourceDestCheck"
      count_pair_metric OwnRepaired
    else
      log error drops "interface=$INTERFACE" "attribute=sourceDestCheck" "error=$ERROR" "said=${REPLY//$'\n'/ }"
      count_pair_metric OwnFailed
    fi
  fi
}

trim() {
  local words
  read -r -a words <<<"$1"
  printf %s "${words[*]}"
}

# xml_text ELEMENT: the text of the first one in REPLY.
xml_text() {
  [[ $REPLY =~ \<$1\>([^<]*) ]] && printf %s "${BASH_REMATCH[1]}"
}

# xml_tag KEY: the value of a tag in REPLY.
xml_tag() {
  [[ $REPLY =~ \<key\>$1\</key\>[[:space:]]*\<value\>([^<]*) ]] && printf %s "${BASH_REMATCH[1]}"
}

# owners_of_routes: of the route tables in REPLY, a line "TABLE INTERFACE STATE" for each with the route.
owners_of_routes() {
  awk -v RS='<' -F '>' -v wanted="$HOLDFAST_VIRTUAL_ADDRESS/32" '
    { gsub(/[[:space:]]/, "", $2) }
    $1 == "routeTableId" && !inside { table = $2 }
    $1 == "routeSet" || $1 == "associationSet" { inside = 1 }
    $1 == "/routeSet" || $1 == "/associationSet" { inside = 0 }
    $1 == "destinationCidrBlock" { destination = $2; owner = state = "-" }
    $1 == "networkInterfaceId" { owner = $2 }
    $1 == "state" { state = $2 }
    $1 == "/item" && destination == wanted { print table, owner, state; destination = "" }
  ' <<<"$REPLY"
}

# count_pair_metric NAME: counts one in CloudWatch, as well as that can be done, and without waiting.
count_pair_metric() {
  {
    query monitoring PutMetricData Namespace "${HOLDFAST_METRIC_NAMESPACE:-Holdfast}" \
      MetricData.member.1.MetricName "$1" MetricData.member.1.Value 1 MetricData.member.1.Unit Count \
      MetricData.member.1.Dimensions.member.1.Name Pair \
      MetricData.member.1.Dimensions.member.1.Value "$HOLDFAST_PAIR" ||
      log warning metric "name=$1" "error=$ERROR"
  } 7>&- 9>&- &
}
