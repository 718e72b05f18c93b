//! What is wrong in the user's files: found by any stage, collected, and shown together at the end.

use super::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Probably a mistake; the output is written.
    Warning,
}

/// The stable name of a kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The config is not JSON.
    JsonSyntax,
    /// A key or a pool is given twice.
    DuplicateKey,
    /// A key that neither the tool nor the template knows.
    UnknownKey,
    /// A value of another type than its key takes.
    WrongType,
    /// A value that is needed and not given.
    MissingValue,
    /// A name that Kubernetes or GitHub would refuse.
    BadName,
    /// An architecture nobody has heard of.
    UnknownArchitecture,
    /// `min_runners` is above `max_runners`.
    MinAboveMax,
    /// Not a Kubernetes quantity.
    BadQuantity,
    /// A request is above its limit.
    RequestAboveLimit,
    /// Every architecture is excluded.
    NoArchitecture,
    /// Pools extend each other in a circle.
    ExtendsCycle,
    /// `extends`, `operator` or `--set` names something that does not exist.
    UnknownName,
    /// Two keys of a pool that exclude each other, or one that needs another.
    Conflict,
    /// A secret in the config itself.
    Credential,
    /// A number that JSON readers do not keep exactly.
    InexactNumber,
    /// Nested more deeply than any real config.
    TooDeep,
    /// A character that marks holes, and may not be in a text.
    ReservedCharacter,
    /// Two pools make the same object.
    DuplicateObject,
    /// The config has no pool to render.
    NoPools,
    /// Jinja cannot read the template.
    TemplateSyntax,
    /// The template prints a variable that has no value.
    UndefinedVariable,
    /// A template that does not exist or cannot be read.
    TemplateNotFound,
    /// Jinja failed while rendering.
    TemplateError,
    /// The template ran longer or deeper than any real one.
    TemplateLimit,
    /// Captured text was changed in a way that hides where a value went.
    CapturedText,
    /// The rendered text is not YAML.
    YamlSyntax,
    /// A value stands where no value can.
    MisplacedValue,
    /// A character that YAML readers disagree about, in a template's own text.
    SpecialCharacter,
    /// A line inside a document that kubectl takes for the end of it.
    DocumentMarker,
    /// A rendered document that is not a Kubernetes object.
    NotAnObject,
    /// A field that the schema of the object does not have.
    UnknownField,
    /// A field of another type than the schema's.
    WrongFieldType,
    /// A field that the schema requires.
    MissingField,
    /// A field whose value the schema or Kubernetes does not take.
    InvalidField,
    /// An item that a list already has.
    DuplicateItem,
    /// A key in a template that kubectl reads as something other than its text.
    MisreadKey,
    /// A value in a template that kubectl reads as something other than its text.
    MisreadLiteral,
    /// A mount of a volume that the pod does not have.
    MissingVolume,
    /// A volume that no container mounts.
    UnusedVolume,
    /// An image without a version of its own.
    FloatingTag,
    /// `minRunners: 0`, which the operator takes for 1.
    MinZero,
    /// A duration that Go, and so the operator, cannot read.
    BadDuration,
    /// A name so long that the operator loses its runners.
    NameTooLong,
    /// A name so long that those of its pods are cut.
    LongName,
    /// A name that begins with the name of another object of the same organization or repository.
    PrefixName,
    /// A runner whose name is not its pod's.
    ForeignName,
    /// A service account that bears another object's name.
    ForeignAccount,
    /// The registration secret of another object.
    WrongSecret,
    /// A runner that nothing lets register.
    Unregistered,
    /// A runner that registers elsewhere than its object says.
    WrongScope,
    /// A label that does not do what it seems to.
    OddLabel,
    /// A label that promises another architecture than the pods run on.
    WrongArchLabel,
    /// A Docker daemon that is not privileged.
    DockerPrivileged,
    /// A Docker daemon that does not share its certificates with the runner.
    DockerCerts,
    /// A Docker daemon that does not see the runner's work folder.
    DockerShare,
    /// A Docker daemon without limits.
    DockerLimits,
    /// An MTU for only some of Docker's networks.
    DockerMtu,
    /// Images are built from each other in a circle.
    LineageCycle,
    /// A level that is not above what it needs.
    LevelOrder,
    /// A level that nothing is at.
    LevelGap,
    /// An image above level 0 that is built from none of the others.
    LevelWithoutBase,
    /// An architecture that the base of an image is not built for.
    BaseArchitecture,
    /// Two images that are published under one name.
    DuplicateImage,
    /// More jobs than GitHub allows in a matrix.
    MatrixTooLarge,
    /// A Dockerfile that cannot be read.
    MissingDockerfile,
    /// A Dockerfile that BuildKit would refuse.
    DockerfileSyntax,
    /// A Dockerfile that is not built from the base that the config gives.
    BaseMismatch,
    /// A Dockerfile that is built from an image of the config, which does not say so.
    UndeclaredBase,
    /// Jobs on 32-bit arm, where JavaScript actions stop working.
    Arm32Runner,
    /// A label that no pool has.
    UnknownLabel,
    /// A job whose labels no pool has together.
    UnservedLabels,
    /// A pool on an architecture that its image is not built for.
    ImageArchitecture,
    /// A version that is not three numbers.
    BadVersion,
    /// A build type other than `Debug` and `Release`.
    UnusualBuildType,
    /// Two components of one name.
    DuplicateComponent,
    /// Two jobs whose results have one name.
    VariableCollision,
    /// More jobs in a run than GitHub documents.
    ManyJobs,
    /// An empty list of what to build, or what for.
    NothingToBuild,
    /// Something is built for what its dependency is not built for.
    DependencyNotBuilt,
    /// A value that GitHub would evaluate.
    Expression,
    /// More callable workflows than GitHub takes in one.
    TooManyWorkflows,
    /// More repository variables than GitHub keeps.
    TooManyVariables,
    /// A large part of the repository variables that GitHub keeps.
    ManyVariables,
}

impl Code {
    /// Every code with its stable name and its severity.
    pub const ALL: &'static [(Code, &'static str, Severity)] = &[
        (Code::JsonSyntax, "json-syntax", Severity::Error),
        (Code::DuplicateKey, "duplicate-key", Severity::Error),
        (Code::UnknownKey, "unknown-key", Severity::Error),
        (Code::WrongType, "wrong-type", Severity::Error),
        (Code::MissingValue, "missing-value", Severity::Error),
        (Code::BadName, "bad-name", Severity::Error),
        (Code::UnknownArchitecture, "unknown-architecture", Severity::Error),
        (Code::MinAboveMax, "min-above-max", Severity::Error),
        (Code::BadQuantity, "bad-quantity", Severity::Error),
        (Code::RequestAboveLimit, "request-above-limit", Severity::Error),
        (Code::NoArchitecture, "no-architecture", Severity::Error),
        (Code::ExtendsCycle, "extends-cycle", Severity::Error),
        (Code::UnknownName, "unknown-name", Severity::Error),
        (Code::Conflict, "conflict", Severity::Error),
        (Code::Credential, "credential", Severity::Error),
        (Code::InexactNumber, "inexact-number", Severity::Error),
        (Code::TooDeep, "too-deep", Severity::Error),
        (Code::ReservedCharacter, "reserved-character", Severity::Error),
        (Code::DuplicateObject, "duplicate-object", Severity::Error),
        (Code::NoPools, "no-pools", Severity::Error),
        (Code::TemplateSyntax, "template-syntax", Severity::Error),
        (Code::UndefinedVariable, "undefined-variable", Severity::Error),
        (Code::TemplateNotFound, "template-not-found", Severity::Error),
        (Code::TemplateError, "template-error", Severity::Error),
        (Code::TemplateLimit, "template-limit", Severity::Error),
        (Code::CapturedText, "captured-text", Severity::Error),
        (Code::YamlSyntax, "yaml-syntax", Severity::Error),
        (Code::MisplacedValue, "misplaced-value", Severity::Error),
        (Code::SpecialCharacter, "special-character", Severity::Error),
        (Code::DocumentMarker, "document-marker", Severity::Error),
        (Code::NotAnObject, "not-an-object", Severity::Error),
        (Code::UnknownField, "unknown-field", Severity::Error),
        (Code::WrongFieldType, "wrong-field-type", Severity::Error),
        (Code::MissingField, "missing-field", Severity::Error),
        (Code::InvalidField, "invalid-field", Severity::Error),
        (Code::DuplicateItem, "duplicate-item", Severity::Error),
        (Code::MisreadKey, "misread-key", Severity::Error),
        (Code::MisreadLiteral, "misread-literal", Severity::Warning),
        (Code::MissingVolume, "missing-volume", Severity::Error),
        (Code::UnusedVolume, "unused-volume", Severity::Warning),
        (Code::FloatingTag, "floating-tag", Severity::Warning),
        (Code::MinZero, "min-zero", Severity::Warning),
        (Code::BadDuration, "bad-duration", Severity::Error),
        (Code::NameTooLong, "name-too-long", Severity::Error),
        (Code::LongName, "long-name", Severity::Warning),
        (Code::PrefixName, "prefix-name", Severity::Error),
        (Code::ForeignName, "foreign-name", Severity::Error),
        (Code::ForeignAccount, "foreign-account", Severity::Warning),
        (Code::WrongSecret, "wrong-secret", Severity::Error),
        (Code::Unregistered, "unregistered", Severity::Warning),
        (Code::WrongScope, "wrong-scope", Severity::Error),
        (Code::OddLabel, "odd-label", Severity::Warning),
        (Code::WrongArchLabel, "wrong-arch-label", Severity::Error),
        (Code::DockerPrivileged, "docker-privileged", Severity::Error),
        (Code::DockerCerts, "docker-certs", Severity::Error),
        (Code::DockerShare, "docker-share", Severity::Warning),
        (Code::DockerLimits, "docker-limits", Severity::Warning),
        (Code::DockerMtu, "docker-mtu", Severity::Warning),
        (Code::LineageCycle, "lineage-cycle", Severity::Error),
        (Code::LevelOrder, "level-order", Severity::Error),
        (Code::LevelGap, "level-gap", Severity::Warning),
        (Code::LevelWithoutBase, "level-without-base", Severity::Warning),
        (Code::BaseArchitecture, "base-architecture", Severity::Error),
        (Code::DuplicateImage, "duplicate-image", Severity::Error),
        (Code::MatrixTooLarge, "matrix-too-large", Severity::Error),
        (Code::MissingDockerfile, "missing-dockerfile", Severity::Error),
        (Code::DockerfileSyntax, "dockerfile-syntax", Severity::Error),
        (Code::BaseMismatch, "base-mismatch", Severity::Error),
        (Code::UndeclaredBase, "undeclared-base", Severity::Error),
        (Code::Arm32Runner, "arm32-runner", Severity::Warning),
        (Code::UnknownLabel, "unknown-label", Severity::Error),
        (Code::UnservedLabels, "unserved-labels", Severity::Error),
        (Code::ImageArchitecture, "image-architecture", Severity::Error),
        (Code::BadVersion, "bad-version", Severity::Error),
        (Code::UnusualBuildType, "unusual-build-type", Severity::Warning),
        (Code::DuplicateComponent, "duplicate-component", Severity::Error),
        (Code::VariableCollision, "variable-collision", Severity::Error),
        (Code::ManyJobs, "many-jobs", Severity::Warning),
        (Code::NothingToBuild, "nothing-to-build", Severity::Error),
        (Code::DependencyNotBuilt, "dependency-not-built", Severity::Error),
        (Code::Expression, "expression", Severity::Error),
        (Code::TooManyWorkflows, "too-many-workflows", Severity::Error),
        (Code::TooManyVariables, "too-many-variables", Severity::Error),
        (Code::ManyVariables, "many-variables", Severity::Warning),
    ];

    fn entry(self) -> (&'static str, Severity) {
        Self::ALL
            .iter()
            .find(|(code, ..)| *code == self)
            .map_or(("internal", Severity::Error), |(_, name, severity)| (name, *severity))
    }

    /// The stable name, as in `error[unknown-key]`.
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.entry().1
    }
}

/// A second place that a finding talks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// A sentence: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where it is, with a few words to print under the place; none for what has no place in a file.
    pub at: Option<Label>,
    /// Other places it talks about.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to type.
    pub help: Option<String>,
    /// Whether the source line must stay out of the report, because it holds a secret.
    pub secret: bool,
}

impl Diagnostic {
    /// A finding without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: message.into(),
            at: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            secret: false,
        }
    }

    /// Its place, and the words under it (may be empty).
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.at = Some(Label { span, text: text.into() });
        self
    }

    /// A second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// A fact that explains it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to type.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same, where there may be nothing to say.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Keeps the source line out of the report.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// Everything found in a run.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds some findings.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Whether anything stops the output.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Only what stops the output.
    #[must_use]
    pub fn errors(mut self) -> Self {
        self.0.retain(|diagnostic| diagnostic.code.severity() == Severity::Error);
        self
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
