# Go, which is not built for 32-bit arm here.
FROM golang:1.25 AS go

FROM nubificus_base_build
COPY --from=go /usr/local/go /usr/local/go
ENV PATH=/usr/local/go/bin:$PATH
