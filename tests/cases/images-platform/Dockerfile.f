ARG P=$BUILDPLATFORM
FROM --platform=$P ubuntu:24.04
