FROM my_b
