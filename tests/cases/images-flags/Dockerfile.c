FROM debian:12
ADD --from=my_base /a /a
ADD --squash a /a
