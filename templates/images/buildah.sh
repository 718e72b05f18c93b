set -euo pipefail
shopt -s inherit_errexit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build REPOSITORY PLATFORM DOCKERFILE FOLDER [OPTION ...]: builds an image for one platform; prints its id.
build() {
  buildah build --platform "$2" --file "$3" "${@:5}" --iidfile "$work/image" "$4" >&2
  cat "$work/image"
}

# publish REPOSITORY "TAG ..." IMAGE ...: makes a manifest list of images and pushes it with them; prints its digest.
publish() {
  local list=runner-ymls-list tag image
  buildah manifest rm "$list" > /dev/null 2>&1 || true
  buildah manifest create "$list" > /dev/null
  for image in "${@:3}"; do
    buildah manifest add "$list" "containers-storage:${image#sha256:}" > /dev/null
  done
  for tag in $2; do
    rm -f "$work/digest"
    buildah manifest push --all --digestfile "$work/digest" "$list" "docker://$1:$tag" >&2
    # Some versions exit with 0 where they could not push.
    grep -qxE 'sha256:[0-9a-f]{64}' "$work/digest" || { echo "cannot push $1:$tag" >&2; return 1; }
  done
  buildah manifest rm "$list" > /dev/null
  cat "$work/digest"
}
