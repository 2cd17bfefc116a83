package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the command line, with its options read. */
public interface Action {

    /**
     * What picocli knows of it. It is said in calls, not in annotations: a JVM that starts takes
     * longer to read those than to connect to a database on the same machine.
     */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot
     */
    Answer perform(Invocation invocation);

    /**
     * The settings that hold for it.
     *
     * @param given by the options, the environment and the configuration file
     * @throws dev.lifeguard.migrate.error.LifeguardException when they contradict it
     */
    default Settings settings(Settings given) {
        return given;
    }

    /** Whether it changes the database by itself, without a run that tells about it. */
    default boolean changesHistory() {
        return false;
    }

    /** Whether {@code --config} without a file asks it for the settings. */
    default boolean showsSettings() {
        return false;
    }

    /** How the process ends after an answer. */
    default Ending ending(Answer answer) {
        return Ending.DONE;
    }
}
