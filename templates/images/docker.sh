set -euo pipefail
shopt -s inherit_errexit

# A builder of its own, since the default one cannot push by digest. It takes no TLS from the environment, only from a
# context.
context=()
if [ -n "${DOCKER_TLS_VERIFY:-}" ]; then
  context=("runner-ymls-$$")
  docker context create "${context[@]}" > /dev/null
fi
builder=$(docker buildx create --driver docker-container "${context[@]}")
work=$(mktemp -d)
trap 'docker buildx rm --force "$builder"; rm -rf "$work"; [ ${#context[@]} = 0 ] || docker context rm --force "${context[@]}"' EXIT

# build REPOSITORY PLATFORM DOCKERFILE FOLDER [OPTION ...]: builds and pushes an image for one platform; prints its digest.
build() {
  docker buildx build --builder "$builder" --platform "$2" --file "$3" "${@:5}" \
    --output "type=image,name=$1,push-by-digest=true,name-canonical=true,push=true" \
    --metadata-file "$work/metadata.json" "$4" >&2
  jq --exit-status --raw-output '."containerimage.digest"' "$work/metadata.json"
}

# publish REPOSITORY "TAG ..." DIGEST ...: makes a manifest list of images; prints its digest.
publish() {
  local options=() tag digest
  for tag in $2; do options+=(--tag "$1:$tag"); done
  for digest in "${@:3}"; do options+=("$1@$digest"); done
  docker buildx imagetools create --builder "$builder" --metadata-file "$work/metadata.json" "${options[@]}" >&2
  jq --exit-status --raw-output '."containerimage.descriptor".digest' "$work/metadata.json"
}
