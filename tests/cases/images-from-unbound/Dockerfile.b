FROM my_base
COPY --from=other_image /a /b
