//! Names that Kubernetes, container registries and GitHub take.
//!
//! Every check says in words what such a name is and, where it can, which name to type instead.

mod github;
mod host;
mod hosted;
mod image;
mod object;
mod rule;

pub use github::{github_full_repository, github_label, github_owner, github_repository};
pub use host::{host, http_header, search, service, sysctl};
pub use hosted::{hosted_arch, is_hosted_label};
pub use image::{
    daemon_image, image, image_parts, image_path, image_prefix, image_tag, same_image, same_repository,
};
pub use object::{
    annotation_key, cron_job, data_key, device, dns_label, dns_subdomain, env_name, job, label_key,
    label_value, path_segment, port_name, qualified, resource, scale_set,
};

#[cfg(test)]
mod table {
    /// Checks names that must pass, and names that must fail with a message.
    pub(super) fn check(rule: fn(&str) -> Result<(), String>, accepted: &[&str], refused: &[(&str, &str)]) {
        for name in accepted {
            assert_eq!(rule(name), Ok(()), "{name:?}");
        }
        for (name, reason) in refused {
            let message = rule(name).expect_err(name);
            assert!(message.contains(reason), "{name:?}: {message}");
            assert!(!message.contains('\n') && !message.ends_with('.'), "{message}");
        }
    }

    /// What is said where there is no better spelling.
    #[test]
    fn no_hint_without_a_valid_one() {
        assert!(!super::dns_label("___").unwrap_err().contains("did you mean"));
    }
}
