FROM debian:12 AS a
FROM --platform=$NONE a
