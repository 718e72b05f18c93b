//! Images of one word that Docker Hub serves.

/// The official images (hub.docker.com/u/library). None of them has a `_`. Words of which the image is
/// gone for years, such as `java`, are more likely a name of one's own.
const OFFICIAL: &str = "\
    adminer adoptopenjdk aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux \
    backdrop bash bonita buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse \
    clojure composer consul convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto \
    eclipse-temurin eggdrop elasticsearch elixir emqx erlang euleros express-gateway fedora flink fluentd friendica \
    fsharp gazebo gcc geonetwork ghost glassfish golang gradle groovy haproxy haskell haxe hello-seattle hello-world \
    hipache hitch hola-mundo httpd hylang ibm-semeru-runtimes ibmjava influxdb iojs irssi jetty jobber joomla jruby \
    julia kaazing-gateway kapacitor kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven \
    mediawiki memcached mongo mongo-express monica mono mysql nats nats-streaming neo4j neurodebian nextcloud nginx \
    node notary nuxeo odoo open-liberty openjdk opensuse oraclelinux orientdb owncloud percona perl photon php \
    php-zendserver phpmyadmin piwik plone postfixadmin postgres pypy python r-base rabbitmq rakudo-star rapidoid \
    redhat redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa silverpeas sl solr \
    sonarqube sourcemage spark spiped storm swift swipl teamspeak telegraf tomcat tomee traefik ubuntu \
    ubuntu-debootstrap ubuntu-upstart unit varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper";

/// Whether nobody means a word as a name of their own.
pub(super) fn is_official(name: &str) -> bool {
    OFFICIAL.split_whitespace().any(|official| official == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for name in ["eclipse-mosquitto", "jruby", "irssi", "rust", "zookeeper"] {
            assert!(is_official(name), "{name}");
        }
        assert!(!OFFICIAL.contains('_') && !is_official("base"));
    }
}
