FROM --platform=linux/amd64 both AS tools
FROM tools
