FROM --platform=linux/amd64 both AS tools
FROM both
COPY --from=tools /a /a
