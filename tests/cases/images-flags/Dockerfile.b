FROM my_base
COPY --form=base /a /a
COPY --from base /a /a
COPY --chwon=1:1 a /a
