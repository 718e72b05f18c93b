FROM base_build:latest
COPY --from=harbor.acme.io/ci/tools:1.0 /a /a
