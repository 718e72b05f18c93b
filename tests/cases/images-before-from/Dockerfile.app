# syntax=acme/dockerfile
INCLUDE Dockerfile.common
FROM base
