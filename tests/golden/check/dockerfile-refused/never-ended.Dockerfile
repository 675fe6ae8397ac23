FROM debian:12
RUN cat <<END > /etc/motd
hello
