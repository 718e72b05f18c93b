ARG WHICH=$NONE
FROM my_base x
RUN apt-get update &&
    apt-get install -y git &&
    rm -rf /var/lib/apt
FROM a:$WHICH
COPY --from=$WHICH /a /a
FROM b:$WHICH AS stage
FROM stage
CDM x
