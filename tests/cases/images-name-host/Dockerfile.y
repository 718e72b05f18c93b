FROM localhost/tools:1
