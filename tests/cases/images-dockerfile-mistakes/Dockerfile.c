ENV A=1
RUN make
CDM x
FROM debian:12
