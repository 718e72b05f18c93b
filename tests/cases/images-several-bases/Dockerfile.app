FROM base
ARG V
COPY --from=ghcr.io/acme/tools:1 /a /a
