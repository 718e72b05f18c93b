FROM my_base
COPY --from=my_tools /t /t
