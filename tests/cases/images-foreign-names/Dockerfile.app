FROM docker.io/library/node:20 AS build
RUN npm ci
FROM node:20-slim AS slim
FROM ghcr.io/other/node:1.0 AS other
FROM harbor.acme.io/ci/node:1.0
COPY --from=build /a /a
