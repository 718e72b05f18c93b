FROM alpine:3
RNU x
