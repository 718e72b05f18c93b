# The static binary and nothing else. `docker buildx build --platform linux/amd64,linux/arm64,linux/arm/v7 .` builds each
# architecture on the machine's own, with the bytes of the release.
FROM --platform=$BUILDPLATFORM rust:1.95.0-slim-bookworm@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082 AS build
ARG TARGETARCH
ARG TARGETVARIANT
WORKDIR /source
COPY . .
RUN bash .ci/release/build "linux-$TARGETARCH$TARGETVARIANT" && cp target/dist/runner-ymls-* /runner-ymls

FROM scratch
COPY --from=build /runner-ymls /runner-ymls
# Nobody in particular: files come by standard input, or from a folder mounted here with `--user`.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/runner-ymls"]
