FROM gcc
