FROM harbor.acme.io/ci/python/base:1.0
