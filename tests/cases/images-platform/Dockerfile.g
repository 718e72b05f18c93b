FROM --platform=$BUILDPLATFORM both
