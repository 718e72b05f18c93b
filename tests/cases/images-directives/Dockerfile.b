# escape=`
# Escape=\
FROM debian:12
