FROM base x
