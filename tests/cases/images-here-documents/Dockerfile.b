FROM debian:12
COPY <<A <<-"B" /d
a
A
b
  B
FROM my_base
