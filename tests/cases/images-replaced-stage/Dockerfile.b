FROM golang:1 AS builder
RUN make
FROM scratch
COPY --from=builder /a /a
