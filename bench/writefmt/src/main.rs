//! The bytes that `pool.yml.j2` gives, without a template, a check or a care: how fast it could be at most.

use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::fd::AsFd as _;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde::Deserialize;

/// A pool, each text lent by the config.
#[derive(Deserialize)]
struct Pool<'c> {
    name: &'c str,
    min_runners: u32,
    max_runners: u32,
    gh_org_value: &'c str,
    runner_label: &'c str,
    runner_exclude_arch: &'c str,
    runner_value: &'c str,
    runner_image: &'c str,
    runner_input_labels_value: &'c str,
    secret_ref_name: &'c str,
    cpureq: &'c str,
    memreq: &'c str,
    cpulim: &'c str,
    memlim: &'c str,
    exporter_image: &'c str,
    node_selector_value: &'c str,
}

/// Writes each pool as soon as it is read.
struct Pools<W>(W);

impl<'c, W: Write> Visitor<'c> for Pools<W> {
    type Value = W;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("pools")
    }

    fn visit_map<A: MapAccess<'c>>(mut self, mut map: A) -> Result<W, A::Error> {
        while let Some((_, pool)) = map.next_entry::<&str, Pool<'c>>()? {
            document(&mut self.0, &pool).expect("somebody listens");
        }
        Ok(self.0)
    }
}

fn main() {
    let config = std::env::args().nth(1).expect("a config");
    let config = std::fs::read_to_string(config).expect("a config that can be read");
    // Standard output as a file: the other one looks for line breaks.
    let out = std::io::stdout().as_fd().try_clone_to_owned().expect("a standard output");
    let out = BufWriter::with_capacity(1 << 18, File::from(out));
    let written = serde_json::Deserializer::from_str(&config).deserialize_map(Pools(out));
    written.expect("a config of pools").flush().expect("somebody listens");
}

fn document(out: &mut impl Write, pool: &Pool<'_>) -> std::io::Result<()> {
    let Pool {
        name,
        min_runners,
        max_runners,
        gh_org_value,
        runner_label,
        runner_exclude_arch,
        runner_value,
        runner_image,
        runner_input_labels_value,
        secret_ref_name,
        cpureq,
        memreq,
        cpulim,
        memlim,
        exporter_image,
        node_selector_value,
    } = pool;
    write!(
        out,
        r#"---
apiVersion: garo.tietoevry.com/v1alpha1
kind: GithubActionRunner
metadata:
  name: {name}
  namespace: actions-runner
spec:
  minRunners: {min_runners}
  maxRunners: {max_runners}
  organization: {gh_org_value}
  reconciliationPeriod: 1m
  podTemplateSpec:
    metadata:
      labels:
        runner: {runner_label}
    spec:"#
    )?;
    if !runner_exclude_arch.is_empty() {
        write!(
            out,
            r#"
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: kubernetes.io/arch
                    operator: NotIn
                    values: [{runner_exclude_arch}]"#
        )?;
    }
    write!(
        out,
        r#"
      containers:
        - name: {runner_value}
          image: {runner_image}
          imagePullPolicy: Always
          env:
            - name: DOCKER_HOST
              value: tcp://localhost:2376
            - name: DOCKER_TLS_VERIFY
              value: "1"
            - name: DOCKER_CERT_PATH
              value: /certs/client
            - name: GH_ORG
              value: {gh_org_value}
            - name: ACTIONS_RUNNER_INPUT_LABELS
              value: "{runner_input_labels_value}"
          envFrom:
            - secretRef:
                name: {secret_ref_name}
          resources:
            requests:
              cpu: {cpureq}
              memory: {memreq}
            limits:
              cpu: {cpulim}
              memory: {memlim}
          volumeMounts:
            - name: certs
              mountPath: /certs
            - name: work
              mountPath: /home/runner/_work
        - name: docker
          image: docker:stable-dind
          imagePullPolicy: Always
          args:
            - --mtu=1430
          securityContext:
            privileged: true
          volumeMounts:
            - name: certs
              mountPath: /certs
            - name: work
              mountPath: /home/runner/_work
        - name: exporter
          image: {exporter_image}
          ports:
            - containerPort: 3903
              protocol: TCP
      nodeSelector:
        {node_selector_value}: "true"
      volumes:
        - name: certs
          emptyDir: {{}}
        - name: work
          emptyDir: {{}}
"#
    )
}
