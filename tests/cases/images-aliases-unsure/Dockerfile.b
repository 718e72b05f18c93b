FROM base_build
