# syntax=devthefuture/dockerfile-x
INCLUDE ./x
FROM alpine:3
