# shellcheck shell=bash disable=SC2034,SC2154 # beside `aws`, which reads what this sets
# Requests to AWS, signed with the credentials of instance metadata.

IMDS=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}

# metadata METHOD PATH HEADER: sets REPLY to the answer. By bash itself: a curl for each would double the time.
metadata() {
  local place=${IMDS#http://} status line
  place=${place%/}
  [[ $place = *:* ]] || place+=:80
  REPLY=
  { exec 3<>"/dev/tcp/${place%:*}/${place##*:}"; } 2>/dev/null || return 1
  printf '%s /latest/%s HTTP/1.0\r\nHost: %s\r\n%s\r\n\r\n' "$1" "$2" "$place" "$3" >&3
  read -r -t 2 _ status _ <&3
  while read -r -t 2 line && [ "$line" != $'\r' ]; do :; done <&3
  IFS= read -r -t 2 -d '' REPLY <&3
  exec 3>&-
  [ "$status" = 200 ]
}

json_text() {
  [[ $REPLY =~ \"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] && printf -v "$2" %s "${BASH_REMATCH[1]}"
}

load_credentials() {
  local token role=meta-data/iam/security-credentials/
  metadata PUT api/token 'X-aws-ec2-metadata-token-ttl-seconds: 60' &&
    token="X-aws-ec2-metadata-token: $REPLY" &&
    metadata GET "$role" "$token" &&
    metadata GET "$role${REPLY%%$'\n'*}" "$token" &&
    json_text AccessKeyId ACCESS_KEY && json_text SecretAccessKey SECRET_KEY && json_text Token SESSION_TOKEN &&
    return
  fail 253 'Unable to locate credentials. You can configure credentials by running "aws configure".'
}

# send OPERATION SERVICE PATH [OPTION OF CURL…]: one signed request. Sets ANSWER to the answer. With -o, that
# option's file is FILE.
send() {
  local operation=$1 service=$2 url=${ENDPOINT%/}$3 code status
  shift 3
  ((${#OPTIONS[@]})) && refuse "${WORDS[*]} ${!OPTIONS[*]}"
  load_credentials
  ANSWER=$(curl -s -w '\n%{http_code}' --connect-timeout "$CONNECT_SECONDS" \
    --max-time $((CONNECT_SECONDS + READ_SECONDS)) --user "$ACCESS_KEY:$SECRET_KEY" \
    --aws-sigv4 "aws:amz:$REGION:$service" -H "X-Amz-Security-Token: $SESSION_TOKEN" "$@" "$url")
  case $? in
    0) ;;
    7) fail 255 "Could not connect to the endpoint URL: \"$url\"" ;;
    28) fail 255 "Read timeout on endpoint URL: \"$url\"" ;;
    *) fail 255 "Connection was closed before we received a valid response from endpoint URL: \"$url\"." ;;
  esac
  status=${ANSWER##*$'\n'} ANSWER=${ANSWER%$'\n'*}
  [ "$status" = 200 ] && return
  [ "${FILE:-}" ] && ANSWER=$(<"$FILE") && rm "$FILE"
  # A response that is not from AWS has its HTTP status as its code.
  REPLY='' code=$status
  [[ $ANSWER =~ \<Code\>([^<]*)\<.*\<Message\>([^<]*) ]] && code=${BASH_REMATCH[1]} && plain "${BASH_REMATCH[2]}"
  fail 254 "An error occurred ($code) when calling the $operation operation: $REPLY"
}

# query ACTION SERVICE VERSION [PARAMETER VALUE…]: a call by the query protocol.
query() {
  local action=$1 service=$2 form=(--data-urlencode "Action=$1" --data-urlencode "Version=$3")
  shift 3
  while (($#)); do
    form+=(--data-urlencode "$1=$2")
    shift 2
  done
  send "$action" "$service" / "${form[@]}"
  [[ $ANSWER =~ \<([A-Za-z]+)[\ \>].*\</([A-Za-z]+)\>[[:space:]]*$ && ${BASH_REMATCH[1]} = "${BASH_REMATCH[2]}" ]] ||
    fail 255 "Unable to parse response, invalid XML received. Further retries may succeed: $ANSWER"
  [[ $action != CompleteLifecycleAction || $ANSWER = *"<${action}Result"* ]] || fail 255 "'${action}Result'"
}

ec2() {
  query "$1" ec2 2016-11-15 "${@:2}"
}
