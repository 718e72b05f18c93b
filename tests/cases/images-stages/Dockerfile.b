FROM debian:12
COPY --from=7 /a /a
