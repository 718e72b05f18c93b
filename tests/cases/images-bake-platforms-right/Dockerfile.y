FROM --platform=$BUILDPLATFORM my_base AS tools
FROM debian:12
COPY --from=tools /x /x
