FROM base_build AS a
FROM scratch
COPY --from=a / /
RUN --mount=type=bind,from=linters,target=/l true
