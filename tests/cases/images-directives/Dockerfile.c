# syntax=docker/dockerfile:1
# syntax=docker/dockerfile:1.4
# check=skip=all
FROM debian:12
