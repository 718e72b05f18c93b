ARG V
FROM a:${V:?say which}
