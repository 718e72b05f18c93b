FROM my_base:2
COPY --from=my_tools /t /t
