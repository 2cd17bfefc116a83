package dev.lifeguard.migrate.cli.settings;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option without a value. */
public final class Flag {

    private final ArgSpec spec;

    private Flag(ArgSpec spec) {
        this.spec = spec;
    }

    /** The option. */
    public static Flag of(OptionSpec.Builder option) {
        return new Flag(option.type(boolean.class).build());
    }

    /** What picocli knows of it. */
    public ArgSpec spec() {
        return spec;
    }

    /** Whether it was among the arguments. */
    public boolean isSet() {
        return Boolean.TRUE.equals(spec.<Object>getValue());
    }
}
