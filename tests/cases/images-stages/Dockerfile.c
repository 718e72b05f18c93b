FROM debian:12
FROM debian:12
COPY --from=-1 /a /a
COPY --from=2 /a /a
