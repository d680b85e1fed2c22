import ArgumentParser

/// A set of flags that says how a session is to be opened. Each command takes the set it can make use of: no flag is
/// accepted and ignored.
protocol SessionFlags {
    var options: SessionOptions { get }
}

/// For commands that work with manifests, state and cloud.
struct GlobalOptions: ParsableArguments, SessionFlags {
    @OptionGroup var place: WorkspaceOptions
    @OptionGroup var values: VariableOptions
    @OptionGroup var account: AccountOptions
    @OptionGroup var memory: StateOptions
    @OptionGroup var console: ConsoleOptions

    var options: SessionOptions {
        var options = SessionOptions()
        place.add(to: &options)
        values.add(to: &options)
        account.add(to: &options)
        memory.add(to: &options)
        console.add(to: &options)
        return options
    }
}

/// For commands that read the cloud and the settings of the workspace, not its manifests.
struct ReadingOptions: ParsableArguments, SessionFlags {
    @OptionGroup var place: WorkspaceOptions
    @OptionGroup var account: AccountOptions
    @OptionGroup var memory: StateOptions
    @OptionGroup var console: ConsoleOptions

    var options: SessionOptions {
        var options = SessionOptions()
        place.add(to: &options)
        account.add(to: &options)
        memory.add(to: &options)
        console.add(to: &options)
        return options
    }
}

/// For commands that work with manifests alone.
struct ManifestOptions: ParsableArguments, SessionFlags {
    @OptionGroup var place: WorkspaceOptions
    @OptionGroup var values: VariableOptions
    @OptionGroup var console: ConsoleOptions

    var options: SessionOptions {
        var options = SessionOptions()
        place.add(to: &options)
        values.add(to: &options)
        console.add(to: &options)
        return options
    }
}

/// For commands that work with state alone.
struct RecordOptions: ParsableArguments, SessionFlags {
    @OptionGroup var place: WorkspaceOptions
    @OptionGroup var memory: StateOptions
    @OptionGroup var console: ConsoleOptions

    var options: SessionOptions {
        var options = SessionOptions()
        place.add(to: &options)
        memory.add(to: &options)
        console.add(to: &options)
        return options
    }
}

/// For commands that work with state, and with KMS where that keeps a key.
struct SealingOptions: ParsableArguments, SessionFlags {
    @OptionGroup var place: WorkspaceOptions
    @OptionGroup var kms: KMSOptions
    @OptionGroup var memory: StateOptions
    @OptionGroup var console: ConsoleOptions

    var options: SessionOptions {
        var options = SessionOptions()
        place.add(to: &options)
        kms.add(to: &options)
        memory.add(to: &options)
        console.add(to: &options)
        return options
    }
}

/// For commands that only report.
extension ConsoleOptions: SessionFlags {
    var options: SessionOptions {
        var options = SessionOptions()
        add(to: &options)
        return options
    }
}
