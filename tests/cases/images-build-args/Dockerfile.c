FROM alpine:3
RUN apk add \
  curl
  git
