FROM base_build x
