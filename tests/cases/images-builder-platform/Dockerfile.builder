FROM --platform=$BUILDPLATFORM base AS b
FROM debian:12
COPY --from=b /a /a
