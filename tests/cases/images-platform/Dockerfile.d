FROM --platform=linux/x86_64 ubuntu:24.04
