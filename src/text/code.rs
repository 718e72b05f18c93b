//! The kinds of findings.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Probably a mistake; the output is written.
    Warning,
}

/// The table of codes: what each is, its stable name, and how bad it is.
macro_rules! codes {
    ($(#[doc = $doc:literal] $code:ident $name:literal $severity:ident,)*) => {
        /// The stable name of a kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $doc] $code,)*
        }

        impl Code {
            /// Every code with its stable name and its severity.
            pub const ALL: &'static [(Code, &'static str, Severity)] =
                &[$((Code::$code, $name, Severity::$severity),)*];
        }
    };
}

codes! {
    /// The config is not JSON.
    JsonSyntax "json-syntax" Error,
    /// A key or a pool is given twice.
    DuplicateKey "duplicate-key" Error,
    /// A key that neither the tool nor the template knows.
    UnknownKey "unknown-key" Error,
    /// A value of another type than its key takes.
    WrongType "wrong-type" Error,
    /// A value that is needed and not given.
    MissingValue "missing-value" Error,
    /// A name that Kubernetes or GitHub would refuse.
    BadName "bad-name" Error,
    /// An architecture nobody has heard of.
    UnknownArchitecture "unknown-architecture" Error,
    /// `min_runners` is above `max_runners`.
    MinAboveMax "min-above-max" Error,
    /// Not a Kubernetes quantity.
    BadQuantity "bad-quantity" Error,
    /// A request is above its limit.
    RequestAboveLimit "request-above-limit" Error,
    /// Every architecture is excluded.
    NoArchitecture "no-architecture" Error,
    /// Pools extend each other in a circle.
    ExtendsCycle "extends-cycle" Error,
    /// `extends`, `operator` or `--set` names something that does not exist.
    UnknownName "unknown-name" Error,
    /// Two keys of a pool that exclude each other, or one that needs another.
    Conflict "conflict" Error,
    /// A secret in the config itself.
    Credential "credential" Error,
    /// A number that JSON readers do not keep exactly.
    InexactNumber "inexact-number" Error,
    /// Nested more deeply than any real config.
    TooDeep "too-deep" Error,
    /// A character that marks holes, and may not be in a text.
    ReservedCharacter "reserved-character" Error,
    /// Two pools make the same object.
    DuplicateObject "duplicate-object" Error,
    /// The config has no pool to render.
    NoPools "no-pools" Error,
    /// Jinja cannot read the template.
    TemplateSyntax "template-syntax" Error,
    /// The template prints a variable that has no value.
    UndefinedVariable "undefined-variable" Error,
    /// A template that does not exist or cannot be read.
    TemplateNotFound "template-not-found" Error,
    /// Jinja failed while rendering.
    TemplateError "template-error" Error,
    /// The template ran longer or deeper than any real one.
    TemplateLimit "template-limit" Error,
    /// Captured text was changed in a way that hides where a value went.
    CapturedText "captured-text" Error,
    /// A value that the template prints without a proof that it stays one.
    RawValue "raw-value" Warning,
    /// The rendered text is not YAML.
    YamlSyntax "yaml-syntax" Error,
    /// A value stands where no value can.
    MisplacedValue "misplaced-value" Error,
    /// A character that YAML readers disagree about, in a template's own text.
    SpecialCharacter "special-character" Error,
    /// A line inside a document that kubectl takes for the end of it.
    DocumentMarker "document-marker" Error,
    /// A rendered document that is not a Kubernetes object.
    NotAnObject "not-an-object" Error,
    /// An object whose name the API server is to make.
    GeneratedName "generated-name" Warning,
    /// A kind of object whose fields nothing tells.
    UncheckedKind "unchecked-kind" Warning,
    /// A field that the schema of the object does not have.
    UnknownField "unknown-field" Error,
    /// A field that the operator, or its newest release, does nothing with.
    IgnoredField "ignored-field" Warning,
    /// A field of another type than the schema's.
    WrongFieldType "wrong-field-type" Error,
    /// A field that the schema requires.
    MissingField "missing-field" Error,
    /// A field whose value the schema or Kubernetes does not take.
    InvalidField "invalid-field" Error,
    /// An object that `kubectl apply` cannot keep a copy of.
    LargeObject "large-object" Warning,
    /// A variable of the environment that refers to one behind it.
    LateVariable "late-variable" Error,
    /// An item that a list already has.
    DuplicateItem "duplicate-item" Error,
    /// A key in a template that kubectl reads as something other than its text.
    MisreadKey "misread-key" Error,
    /// A value in a template that kubectl reads as something other than its text.
    MisreadLiteral "misread-literal" Warning,
    /// A mount of a volume that the pod does not have.
    MissingVolume "missing-volume" Error,
    /// A volume that no container mounts.
    UnusedVolume "unused-volume" Warning,
    /// An image without a version of its own.
    FloatingTag "floating-tag" Warning,
    /// `minRunners: 0`, which the operator takes for 1.
    MinZero "min-zero" Warning,
    /// A duration that Go, and so the operator, cannot read, or that stops it.
    BadDuration "bad-duration" Error,
    /// A period so short that GitHub stops to answer.
    ShortPeriod "short-period" Warning,
    /// A name so long that the operator loses its runners.
    NameTooLong "name-too-long" Error,
    /// A name so long that those of its pods are cut.
    LongName "long-name" Warning,
    /// A name that begins with the name of another object of the same organization or repository.
    PrefixName "prefix-name" Error,
    /// A runner whose name is not its pod's.
    ForeignName "foreign-name" Error,
    /// A service account that bears another object's name.
    ForeignAccount "foreign-account" Warning,
    /// A token or a secret that is not the one that the operator makes for the object.
    WrongSecret "wrong-secret" Error,
    /// A runner that nothing lets register.
    Unregistered "unregistered" Warning,
    /// A runner scale set that its controller cannot work with.
    ScaleSet "scale-set" Error,
    /// A runner scale set without the version of its controller, which deletes it.
    ScaleSetVersion "scale-set-version" Warning,
    /// A runner that registers elsewhere than its object says.
    WrongScope "wrong-scope" Error,
    /// A label that does not do what it seems to.
    OddLabel "odd-label" Warning,
    /// Runners with a device and others without it that have the same labels.
    SameLabels "same-labels" Warning,
    /// Pods that are spread from those of another object.
    ForeignPool "foreign-pool" Warning,
    /// A device of the node in a container that may not open it.
    DeviceDenied "device-denied" Warning,
    /// A label that promises another architecture than the pods run on.
    WrongArchLabel "wrong-arch-label" Error,
    /// A Docker daemon that is not privileged.
    DockerPrivileged "docker-privileged" Error,
    /// A Docker daemon that does not share its certificates with the runner.
    DockerCerts "docker-certs" Error,
    /// A runner that looks for a Docker daemon where there is none.
    DockerHost "docker-host" Warning,
    /// A Docker daemon that does not see the runner's work folder.
    DockerShare "docker-share" Warning,
    /// A Docker daemon without limits.
    DockerLimits "docker-limits" Warning,
    /// An MTU for only some of Docker's networks.
    DockerMtu "docker-mtu" Warning,
    /// Images are built from each other, or components need each other, in a circle.
    LineageCycle "lineage-cycle" Error,
    /// A level that is not above what it needs.
    LevelOrder "level-order" Error,
    /// A level that nothing is at.
    LevelGap "level-gap" Warning,
    /// An image above level 0 that is built from none of the others.
    LevelWithoutBase "level-without-base" Warning,
    /// An architecture that the base of an image is not built for.
    BaseArchitecture "base-architecture" Error,
    /// Two images that are published under one name.
    DuplicateImage "duplicate-image" Error,
    /// More jobs than GitHub allows in a matrix.
    MatrixTooLarge "matrix-too-large" Error,
    /// A Dockerfile that cannot be read.
    MissingDockerfile "missing-dockerfile" Error,
    /// A config none of whose Dockerfiles is where it says.
    UnreadDockerfiles "unread-dockerfiles" Warning,
    /// A Dockerfile that BuildKit would refuse.
    DockerfileSyntax "dockerfile-syntax" Error,
    /// A build argument that no `ARG` of the Dockerfile names.
    UnusedBuildArg "unused-build-arg" Warning,
    /// A Dockerfile that is not built from the base that the config gives.
    BaseMismatch "base-mismatch" Error,
    /// A stage that has the name of a base, which takes its place.
    ReplacedStage "replaced-stage" Error,
    /// A platform in a Dockerfile that is not the one it is built for.
    FixedPlatform "fixed-platform" Warning,
    /// A Dockerfile that is built from an image of the config, which does not say so.
    UndeclaredBase "undeclared-base" Error,
    /// Jobs on 32-bit arm, where JavaScript actions stop working.
    Arm32Runner "arm32-runner" Warning,
    /// A component that is built on runners of another architecture, by what builds for those.
    RunnerArchitecture "runner-architecture" Warning,
    /// A label that no pool has.
    UnknownLabel "unknown-label" Error,
    /// A job whose labels no pool has together.
    UnservedLabels "unserved-labels" Error,
    /// Jobs for several architectures or with other tags that one label does not tell apart.
    SharedLabel "shared-label" Warning,
    /// A pool on an architecture that its image is not built for.
    ImageArchitecture "image-architecture" Error,
    /// A version that is not three numbers.
    BadVersion "bad-version" Error,
    /// A build type other than `Debug` and `Release`.
    UnusualBuildType "unusual-build-type" Warning,
    /// Two components of one name.
    DuplicateComponent "duplicate-component" Error,
    /// Two jobs whose results have one name.
    VariableCollision "variable-collision" Error,
    /// More jobs in a run than GitHub documents.
    ManyJobs "many-jobs" Warning,
    /// Nothing would be built: an empty list, or an architecture that nothing is for.
    NothingToBuild "nothing-to-build" Error,
    /// Something is built for what its dependency is not built for.
    DependencyNotBuilt "dependency-not-built" Error,
    /// A value that GitHub would evaluate.
    Expression "expression" Error,
    /// More callable workflows than GitHub takes in one.
    TooManyWorkflows "too-many-workflows" Error,
    /// More repository variables than GitHub keeps.
    TooManyVariables "too-many-variables" Error,
    /// A large part of the repository variables that GitHub keeps.
    ManyVariables "many-variables" Warning,
    /// More jobs at a level than runners for them.
    JobRounds "job-rounds" Warning,
}

impl Code {
    fn entry(self) -> (&'static str, Severity) {
        let (_, name, severity) = Self::ALL[self as usize];
        (name, severity)
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
