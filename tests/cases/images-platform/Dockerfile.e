FROM --platform=linux/arm ubuntu:24.04
