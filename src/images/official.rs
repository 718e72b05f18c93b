//! Images of one word that Docker Hub serves.

/// Official images (hub.docker.com/u/library) that others are built from. None of them has a `_`.
const OFFICIAL: &str = "almalinux alpine alt amazoncorretto amazonlinux archlinux bash buildpack-deps busybox caddy centos \
    clearlinux clojure composer dart debian docker eclipse-temurin elixir erlang fedora gcc golang gradle groovy haproxy \
    haskell httpd hylang ibm-semeru-runtimes julia maven memcached mono mysql nginx node openjdk opensuse oraclelinux perl \
    photon php postgres pypy python r-base rakudo-star redhat redis registry rockylinux ros ruby rust sapmachine sl swift \
    swipl tomcat traefik ubuntu";

/// Whether nobody means a word as a name of their own.
pub(super) fn is_official(name: &str) -> bool {
    OFFICIAL.split_whitespace().any(|official| official == name)
}
