package dev.lifeguard.migrate.cli.settings;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** An option with a value, or an argument without a name; as text, so as to say what is wrong. */
public final class TextArgument {

    private final ArgSpec spec;

    private TextArgument(ArgSpec spec) {
        this.spec = spec;
    }

    /** An option. */
    public static TextArgument of(OptionSpec.Builder option) {
        return new TextArgument(option.type(String.class).arity("1").build());
    }

    /** The only argument; its arity says whether it has to be there. */
    public static TextArgument of(PositionalParamSpec.Builder argument) {
        return at(0, argument);
    }

    /** One of several arguments, by its place from 0 on. */
    public static TextArgument at(int place, PositionalParamSpec.Builder argument) {
        return new TextArgument(argument.type(String.class).index(Integer.toString(place)).build());
    }

    /** What picocli knows of it. */
    public ArgSpec spec() {
        return spec;
    }

    /** What was given; null when nothing was. */
    public @Nullable String text() {
        return spec.getValue();
    }
}
