//! Every pool rendered.

use super::config::Config;
use super::document::Fleet;
use super::only::select;
use super::run::Run;
use super::seen::Seen;
use crate::kubernetes::schema::Crd;
use crate::template::Templates;
use crate::text::{Diagnostics, Source, Sources};

/// What the command line asks for.
pub struct Choice<'a> {
    /// Patterns of pools; one that starts with `!` leaves out.
    pub only: &'a [String],
    /// The `PATH=VALUE` of each `--set`.
    pub set: &'a [&'a Source],
    /// The operator of pools that name none.
    pub operator: Option<&'a str>,
    /// The one template of all pools, by its name in the folder.
    pub template: Option<&'a str>,
    /// Where templates are.
    pub templates: &'a Templates,
    /// The schemas of kinds that are not built in.
    pub crds: &'a [Crd],
}

impl Fleet {
    /// Renders the chosen pools of a config. The result means something only if no error was found.
    pub fn render(
        source: &Source,
        choice: &Choice<'_>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut seen = Seen::default();
        let fleet = Self::render_beside(source, choice, sources, diagnostics, &mut seen);
        seen.check(diagnostics);
        fleet
    }

    /// The same beside other configs; what is wrong between all of them is left to [`Seen::check`].
    pub fn render_beside(
        source: &Source,
        choice: &Choice<'_>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
        seen: &mut Seen,
    ) -> Self {
        let Some(mut config) = Config::read(source, choice.set, diagnostics) else { return Fleet::default() };
        let chosen: Vec<usize> = select(&config, choice.only, source, diagnostics);
        seen.reserve(chosen.len());
        let mut run = Run::new(choice, sources, seen);
        for pool in config.pools() {
            let is_chosen = chosen.binary_search(&pool).is_ok();
            // Of a pool that was left out only its objects matter.
            let mut said = Diagnostics::default();
            let found = if is_chosen { &mut *diagnostics } else { &mut said };
            let before = found.len();
            let layered = config.settings(pool, found);
            let member = config.member(pool);
            run.pool(member, layered, is_chosen, (found, before));
        }
        if chosen.len() == config.pools().count() {
            config.abstract_pools().for_each(|settings| run.abstract_pool(settings));
        }
        run.finish(source, diagnostics)
    }
}
