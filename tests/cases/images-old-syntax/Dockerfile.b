# syntax=docker/dockerfile:experimental
FROM my_base
