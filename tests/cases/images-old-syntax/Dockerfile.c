# syntax=docker/dockerfile:1.3.1-labs
FROM my_base
