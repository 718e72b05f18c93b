// What Kubernetes itself says of objects: decoding without fields that nobody knows, defaults, and the validation of the API
// server. Reads one object in JSON per line from standard input, and writes a list of what is wrong with it per line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	"k8s.io/kubernetes/pkg/apis/rbac"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
	"k8s.io/kubernetes/pkg/apis/scheduling"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	schedulingvalidation "k8s.io/kubernetes/pkg/apis/scheduling/validation"
	"k8s.io/kubernetes/pkg/capabilities"
)

// The UID that a job would get, by which it knows its pods.
const uid = "1a2b3c"

func options(spec *core.PodSpec, meta *metav1.ObjectMeta) corevalidation.PodValidationOptions {
	return pod.GetValidationOptionsFromPodSpecAndMeta(spec, nil, meta, nil)
}

func ofTemplate(template *core.PodTemplateSpec) corevalidation.PodValidationOptions {
	return options(&template.Spec, &template.ObjectMeta)
}

// As the storage of jobs does before it validates (pkg/registry/batch/job/strategy.go).
func withSelector(job *batch.Job) *batch.Job {
	labels := map[string]string{"batch.kubernetes.io/controller-uid": uid}
	if job.Spec.Selector == nil {
		job.Spec.Selector = &metav1.LabelSelector{MatchLabels: labels}
	}
	all := map[string]string{
		"batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": job.Name,
		"controller-uid": uid, "job-name": job.Name,
	}
	for key, value := range job.Spec.Template.Labels {
		all[key] = value
	}
	job.UID, job.Spec.Template.Labels = uid, all
	return job
}

func validate(object runtime.Object) field.ErrorList {
	switch o := object.(type) {
	case *apps.DaemonSet:
		return appsvalidation.ValidateDaemonSet(o, ofTemplate(&o.Spec.Template))
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(o, ofTemplate(&o.Spec.Template))
	case *apps.ReplicaSet:
		return appsvalidation.ValidateReplicaSet(o, ofTemplate(&o.Spec.Template))
	case *apps.StatefulSet:
		return appsvalidation.ValidateStatefulSet(o, ofTemplate(&o.Spec.Template))
	case *batch.CronJob:
		return batchvalidation.ValidateCronJobCreate(o, ofTemplate(&o.Spec.JobTemplate.Spec.Template))
	case *batch.Job:
		return batchvalidation.ValidateJob(withSelector(o), batchvalidation.JobValidationOptions{
			PodValidationOptions: ofTemplate(&o.Spec.Template), RequirePrefixedLabels: true,
		})
	case *core.ConfigMap:
		return corevalidation.ValidateConfigMap(o)
	case *core.LimitRange:
		return corevalidation.ValidateLimitRange(o)
	case *core.Namespace:
		return corevalidation.ValidateNamespace(o)
	case *core.PersistentVolumeClaim:
		return corevalidation.ValidatePersistentVolumeClaim(
			o, corevalidation.ValidationOptionsForPersistentVolumeClaim(o, nil))
	case *core.Pod:
		return corevalidation.ValidatePodCreate(o, options(&o.Spec, &o.ObjectMeta))
	case *core.PodTemplate:
		return corevalidation.ValidatePodTemplate(o, ofTemplate(&o.Template))
	case *core.ResourceQuota:
		return corevalidation.ValidateResourceQuota(o)
	case *core.Secret:
		return corevalidation.ValidateSecret(o)
	case *core.Service:
		if len(o.Spec.ClusterIPs) == 0 && o.Spec.ClusterIP != "" {
			o.Spec.ClusterIPs = []string{o.Spec.ClusterIP}
		}
		return corevalidation.ValidateServiceCreate(o)
	case *core.ServiceAccount:
		return corevalidation.ValidateServiceAccount(o)
	case *networking.NetworkPolicy:
		return networkingvalidation.ValidateNetworkPolicy(o, networkingvalidation.NetworkPolicyValidationOptions{})
	case *policy.PodDisruptionBudget:
		meta := metavalidation.ValidateObjectMeta(
			&o.ObjectMeta, true, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
		return append(meta, policyvalidation.ValidatePodDisruptionBudget(o, policyvalidation.PodDisruptionBudgetValidationOptions{})...)
	case *rbac.ClusterRole:
		return rbacvalidation.ValidateClusterRole(o, rbacvalidation.ClusterRoleValidationOptions{})
	case *rbac.ClusterRoleBinding:
		return rbacvalidation.ValidateClusterRoleBinding(o)
	case *rbac.Role:
		return rbacvalidation.ValidateRole(o)
	case *rbac.RoleBinding:
		return rbacvalidation.ValidateRoleBinding(o)
	case *scheduling.PriorityClass:
		return schedulingvalidation.ValidatePriorityClass(o)
	}
	panic(fmt.Sprintf("no validation of %T", object))
}

// The namespace of kubectl's context, for an object that names none and has one; the storage takes it from others.
func inNamespace(object runtime.Object) {
	switch o := object.(type) {
	case *core.Namespace, *rbac.ClusterRole, *rbac.ClusterRoleBinding, *scheduling.PriorityClass:
		o.(metav1.Object).SetNamespace("")
	case metav1.Object:
		if o.GetNamespace() == "" {
			o.SetNamespace("default")
		}
	}
}

func main() {
	// As the API servers of kubeadm and of others are started (`--allow-privileged`).
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	wrong := func(line []byte) []string {
		strict := serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
		object, _, err := strict.Decode(line, nil, nil)
		if err != nil {
			return []string{err.Error()}
		}
		legacyscheme.Scheme.Default(object)
		internal, err := legacyscheme.Scheme.ConvertToVersion(object, runtime.InternalGroupVersioner)
		if err != nil {
			return []string{err.Error()}
		}
		inNamespace(internal)
		all := []string{}
		for _, one := range validate(internal) {
			all = append(all, one.Error())
		}
		return all
	}
	in, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		if err := out.Encode(wrong(in.Bytes())); err != nil {
			panic(err)
		}
	}
}
