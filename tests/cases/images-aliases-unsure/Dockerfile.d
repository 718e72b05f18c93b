FROM harbor.acme.io/ci/tools:1.0
COPY --from=alpine:3 /a /b
