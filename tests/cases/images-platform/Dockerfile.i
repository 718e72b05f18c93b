FROM --platform=$BUILDPLATFORM base
