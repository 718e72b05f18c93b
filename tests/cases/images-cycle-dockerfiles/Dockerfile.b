FROM my_a
