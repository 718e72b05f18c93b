//! The bytes that `pool.yml.j2` gives, without a template, a check or a care: how fast it could be at most.

use std::io::{BufWriter, Write};

use serde_json::{Map, Value};

fn main() {
    let config = std::env::args().nth(1).expect("a config");
    let config = std::fs::read(config).expect("a config that can be read");
    let pools: Map<String, Value> = serde_json::from_slice(&config).expect("a config of pools");
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    for pool in pools.values() {
        document(&mut out, pool).expect("somebody listens");
    }
    out.flush().expect("somebody listens");
}

fn document(out: &mut impl Write, pool: &Value) -> std::io::Result<()> {
    let text = |key: &str| pool[key].as_str().unwrap_or_default();
    let name = text("name");
    let min_runners = &pool["min_runners"];
    let max_runners = &pool["max_runners"];
    let gh_org_value = text("gh_org_value");
    let runner_label = text("runner_label");
    let runner_exclude_arch = text("runner_exclude_arch");
    let runner_value = text("runner_value");
    let runner_image = text("runner_image");
    let runner_input_labels_value = text("runner_input_labels_value");
    let secret_ref_name = text("secret_ref_name");
    let cpureq = text("cpureq");
    let memreq = text("memreq");
    let cpulim = text("cpulim");
    let memlim = text("memlim");
    let exporter_image = text("exporter_image");
    let node_selector_value = text("node_selector_value");
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
