FROM a:${NONE#v}
