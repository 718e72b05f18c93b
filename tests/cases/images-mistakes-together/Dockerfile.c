FROM base_build
COPY --from=$X /a /b
