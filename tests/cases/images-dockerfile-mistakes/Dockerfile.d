FRMO debian:12
RUN make
