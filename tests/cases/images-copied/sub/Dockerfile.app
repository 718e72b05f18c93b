FROM alpine:3
COPY . /app
