FROM --platform=$BUILDPLATFORM golang:1 AS build
FROM both
COPY --from=build /a /a
