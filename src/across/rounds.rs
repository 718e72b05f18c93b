//! Whether the pools can run all jobs of a level at once.

use std::collections::BTreeMap;

use super::Job;
use super::job::serves;
use crate::keys::list;
use crate::runners::Served;
use crate::text::{Code, Diagnostic, Diagnostics};

/// Reports levels whose jobs wait for each other, since the pools that serve them have fewer runners.
pub fn check_rounds(jobs: &[Job], pools: &[Served], diagnostics: &mut Diagnostics) {
    // Jobs that the same pools serve share their runners.
    let mut groups: BTreeMap<(usize, Vec<usize>), Vec<&Job>> = BTreeMap::new();
    for job in jobs {
        let Some(level) = job.level else { continue };
        let own: Vec<usize> = (0..pools.len()).filter(|at| serves(&pools[*at], job)).collect();
        // What a pool may offer and nobody knows counts for nothing here.
        if own.iter().any(|at| pools[*at].may_be.anything || pools[*at].may_be.anywhere) {
            continue;
        }
        groups.entry((level, own)).or_default().push(job);
    }
    for ((level, own), jobs) in groups {
        let count: usize = jobs.iter().map(|job| job.count).sum();
        let max = own.iter().fold(0_usize, |max, at| max.saturating_add(pools[*at].max));
        let (Some(first), false) = (jobs.first(), max == 0 || count <= max) else { continue };
        let names = list(own.iter().map(|at| pools[*at].object.as_str()));
        let rounds = count.div_ceil(max);
        let message = format!("level {level} has {count} jobs for {names}, and at most {max} run at once");
        let found = Diagnostic::new(Code::JobRounds, message)
            .at(first.place, format!("they take {rounds} rounds"))
            .label(pools[own[0]].place, "its `max_runners` is the limit");
        diagnostics.push(found.help("raise `max_runners`, or let it be if there is time"));
    }
}
