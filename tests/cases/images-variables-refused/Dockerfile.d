FROM a:${V?which}
