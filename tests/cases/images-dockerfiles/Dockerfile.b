FROM x AS y
RUN true
FROM ghcr.io/acme/base
