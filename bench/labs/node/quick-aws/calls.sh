# shellcheck shell=bash disable=SC2034,SC2154 # beside `aws` and request.sh
# The calls: options to a request, and its answer to what the real command line prints.

plain() {
  REPLY=${1//&lt;/<} REPLY=${REPLY//&gt;/>} REPLY=${REPLY//&amp;/&}
}

# print_rows PATH FIELD…: for each element at PATH in ANSWER, a line with the texts of its fields. "None" where the answer
# has no list of them: that call does not return them.
print_rows() {
  local element=$1 path='' tag text field row rest=${1#/*/} seen=''
  local list=${1%"$rest"}${rest%%/*}
  shift
  local -A found=()
  while IFS='>' read -r -d '<' tag text; do
    case $tag in
      '' | \?*) ;;
      */) [ "$path/${tag%%[ /]*}" = "$list" ] && seen=yes ;;
      /*)
        case $path in
          "$element")
            row=
            for field in "$@"; do
              plain "${found[$field]-None}"
              row+=$'\t'$REPLY
            done
            printf '%s\n' "${row#$'\t'}" && seen=yes
            found=()
            ;;
          "$element/tagSet/item") found[tag:${found[tagSet/item/key]}]=${found[tagSet/item/value]} ;;
        esac
        path=${path%/*}
        ;;
      *)
        path+=/${tag%%[ /]*}
        [ "$path" = "$list" ] && seen=yes
        [[ $path = "$element"/* ]] && found[${path#"$element/"}]=$text
        ;;
    esac
  done <<<"$ANSWER<"
  [ "$seen" ] || echo None
}

describe_addresses() {
  local parameters=() ids=() number=0 id place=/DescribeAddressesResponse/addressesSet/item
  take --allocation-ids
  read -r -a ids <<<"$REPLY"
  for id in "${ids[@]}"; do
    parameters+=("AllocationId.$((++number))" "$id")
  done
  # The backquotes are JMESPath's.
  # shellcheck disable=SC2016
  take_query 'Addresses[0].[AllocationId,InstanceId,AssociationId,Tags[?Key==`holdfast:claimant`]|[0].Value]' \
    'Addresses[].[AllocationId,InstanceId,AssociationId]'
  case $REPLY in
    1)
      ((number == 1)) || refuse "Addresses[0] of $number addresses"
      ec2 DescribeAddresses "${parameters[@]}"
      print_rows "$place" allocationId instanceId associationId tag:holdfast:claimant
      ;;
    2)
      ec2 DescribeAddresses "${parameters[@]}"
      print_rows "$place" allocationId instanceId associationId
      ;;
  esac
}

describe_instances() {
  local parameters=(Filter.1.Name instance-id) ids number=0 id
  take --filters
  [[ $REPLY = Name=instance-id,Values=* ]] || refuse "--filters $REPLY"
  IFS=, read -r -a ids <<<"${REPLY#Name=instance-id,Values=}"
  for id in "${ids[@]}"; do
    parameters+=("Filter.1.Value.$((++number))" "$id")
  done
  # The backquotes are JMESPath's.
  # shellcheck disable=SC2016
  take_query 'Reservations[].Instances[].[InstanceId,LaunchTime,State.Name,Tags[?Key==`holdfast-node`]|[0].Value]'
  ec2 DescribeInstances "${parameters[@]}"
  print_rows /DescribeInstancesResponse/reservationSet/item/instancesSet/item \
    instanceId launchTime instanceState/name tag:holdfast-node
}

associate_address() {
  local allocation instance allow=true
  take --allocation-id && allocation=$REPLY
  take --instance-id && instance=$REPLY
  if [ "${OPTIONS[--no-allow-reassociation]+given}" ]; then
    take --no-allow-reassociation && allow=false
  else
    take --allow-reassociation
  fi
  take_query AssociationId
  ec2 AssociateAddress AllocationId "$allocation" InstanceId "$instance" AllowReassociation "$allow"
  print_rows /AssociateAddressResponse associationId
}

disassociate_address() {
  take --association-id
  ec2 DisassociateAddress AssociationId "$REPLY"
}

describe_groups() {
  local key value pool=None
  take --auto-scaling-group-names
  local name=$REPLY
  # The backquotes are JMESPath's.
  # shellcheck disable=SC2016
  take_query 'AutoScalingGroups[0].Tags[?Key==`holdfast-allocation-ids`]|[0].Value'
  query DescribeAutoScalingGroups autoscaling 2011-01-01 AutoScalingGroupNames.member.1 "$name"
  while IFS=$'\t' read -r key value; do
    [ "$key" = holdfast-allocation-ids ] && pool=$value && break
  done < <(print_rows \
    /DescribeAutoScalingGroupsResponse/DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Tags/member Key Value)
  printf '%s\n' "$pool"
}

set_instance_health() {
  local instance health
  take --instance-id && instance=$REPLY
  take --health-status && health=$REPLY
  take --should-respect-grace-period
  query SetInstanceHealth autoscaling 2011-01-01 InstanceId "$instance" HealthStatus "$health" \
    ShouldRespectGracePeriod true
}

complete_lifecycle_action() {
  local hook group instance
  take --lifecycle-hook-name && hook=$REPLY
  take --auto-scaling-group-name && group=$REPLY
  take --instance-id && instance=$REPLY
  take --lifecycle-action-result
  query CompleteLifecycleAction autoscaling 2011-01-01 LifecycleHookName "$hook" \
    AutoScalingGroupName "$group" LifecycleActionResult "$REPLY" InstanceId "$instance"
}

put_metric_data() {
  local parameters rest number=0 member=MetricData.member.1
  take --namespace && parameters=(Namespace "$REPLY")
  take --metric-data
  [[ $REPLY =~ ^MetricName=([^,]+),Value=([0-9]+),Unit=([^,]+),Dimensions=\[(.*)\]$ ]] || refuse "--metric-data $REPLY"
  parameters+=("$member.MetricName" "${BASH_REMATCH[1]}" "$member.Value" "${BASH_REMATCH[2]}.0"
    "$member.Unit" "${BASH_REMATCH[3]}")
  rest=${BASH_REMATCH[4]}
  while [[ $rest =~ ^\{Name=([^,{}]+),Value=([^,{}]*)\},?(.*)$ ]]; do
    ((++number))
    parameters+=("$member.Dimensions.member.$number.Name" "${BASH_REMATCH[1]}"
      "$member.Dimensions.member.$number.Value" "${BASH_REMATCH[2]}")
    rest=${BASH_REMATCH[3]}
  done
  [ -z "$rest" ] || refuse "the dimensions $rest"
  query PutMetricData monitoring 2010-08-01 "${parameters[@]}"
}

get_object() {
  local bucket key name value sum=None
  ((${#WORDS[@]} == 3)) || refuse "${WORDS[*]} without one file"
  take --bucket && bucket=$REPLY
  take --key && key=$REPLY
  take_query Metadata.sha256
  FILE=${WORDS[2]}.quick-aws
  send GetObject s3 "/$bucket/$key" -D - -o "$FILE"
  mv "$FILE" "${WORDS[2]}"
  while IFS=': ' read -r name value; do
    [ "${name,,}" = x-amz-meta-sha256 ] && sum=${value%$'\r'}
  done <<<"$ANSWER"
  printf '%s\n' "$sum"
}

change_record() {
  local zone record='"Name":"([^"]*)","Type":"([A-Z]+)","TTL":([0-9]+)'
  record+=',"ResourceRecords":\[\{"Value":"([^"]*)"\}\]'
  take --hosted-zone-id && zone=$REPLY
  take_query ChangeInfo.Status
  take --change-batch
  [[ ${REPLY//[[:space:]]/} =~ ^\{\"Changes\":\[\{\"Action\":\"([A-Z]+)\",\"ResourceRecordSet\":\{$record\}\}\]\}$ ]] ||
    refuse "--change-batch $REPLY"
  local namespace=https://route53.amazonaws.com/doc/2013-04-01/ body
  body="<ChangeBatch><Changes><Change><Action>${BASH_REMATCH[1]}</Action><ResourceRecordSet>"
  body+="<Name>${BASH_REMATCH[2]}</Name><Type>${BASH_REMATCH[3]}</Type><TTL>${BASH_REMATCH[4]}</TTL>"
  body+="<ResourceRecords><ResourceRecord><Value>${BASH_REMATCH[5]}</Value></ResourceRecord></ResourceRecords>"
  body+="</ResourceRecordSet></Change></Changes></ChangeBatch>"
  body="<ChangeResourceRecordSetsRequest xmlns=\"$namespace\">$body</ChangeResourceRecordSetsRequest>"
  send ChangeResourceRecordSets route53 "/2013-04-01/hostedzone/$zone/rrset/" -H 'Content-Type: text/xml' \
    --data-binary "$body"
  print_rows /ChangeResourceRecordSetsResponse/ChangeInfo Status
}
