FROM ghcr.io/acme/node/base:1.0
