FROM --as=x debian:12
