ARG V=1
FROM b
COPY --from=a:$V /a /a
