FROM node/base:2
