ARG V=1
FROM a:${V%\1}
