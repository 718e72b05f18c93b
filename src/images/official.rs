//! Images of one word that Docker Hub serves.

/// The official images (hub.docker.com/u/library). None of them has a `_`.
const OFFICIAL: &str = "\
    adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash \
    bonita buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clojure composer consul \
    convertigo couchbase couchdb crate dart debian docker drupal eclipse-temurin eggdrop elasticsearch elixir emqx \
    erlang euleros express-gateway fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy \
    haproxy haskell haxe hello-world hitch httpd hylang ibm-semeru-runtimes ibmjava influxdb jetty jobber joomla \
    julia kapacitor kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki \
    memcached mongo mongo-express monica mono mysql nats nats-streaming neo4j neurodebian nextcloud nginx node \
    notary odoo open-liberty openjdk opensuse oraclelinux orientdb percona perl photon php phpmyadmin plone \
    postfixadmin postgres pypy python r-base rabbitmq rakudo-star redhat redis redmine registry rethinkdb \
    rocket.chat rockylinux ros ruby rust sapmachine satosa silverpeas sl solr sonarqube spark spiped storm swift \
    swipl teamspeak telegraf tomcat tomee traefik ubuntu ubuntu-debootstrap unit varnish vault websphere-liberty \
    wordpress xwiki yourls znc zookeeper";

/// Whether nobody means a word as a name of their own.
pub(super) fn is_official(name: &str) -> bool {
    OFFICIAL.split_whitespace().any(|official| official == name)
}
